import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { acceptedLabel, isHeaderValue, valuesOfAcceptedString } from "./accepted-values";
import type { Observer } from "./observed";

/** The first two are set where the function is behind an HTTP API behind CloudFront. Elsewhere none is set. */
const variables = z.object({
  ORIGIN_SECRET_ARN: z.string().check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/)),
  /** In lower case, as payload format 2.0 has every header's name. */
  ORIGIN_HEADER_NAME: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  /** The label of the version that holds the accepted values. @default "ACCEPTED", which a rotation sets */
  ORIGIN_SECRET_LABEL: z._default(z.enum([acceptedLabel, "AWSCURRENT"]), acceptedLabel),
});

export type OriginVariables = z.input<typeof variables>;

/**
 * Payload format 2.0: of an HTTP API, not of a REST API (API Gateway Developer Guide, "Lambda proxy integrations for HTTP
 * APIs").
 */
const httpApiEvent = z.object({ version: z.literal("2.0") });
const withHeaders = z.object({ headers: z.record(z.string(), z.string()) });

/** How long a revoked value may still be accepted. */
export const lifeMilliseconds = 60_000;

/** The shortest time between two reads of the secret for unknown values, however many are sent. */
export const rereadMilliseconds = 5_000;

export interface OriginRefusal {
  readonly statusCode: 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Handle<Answer> = (event: unknown, observer: Observer) => Answer | Promise<Answer>;

/**
 * Forwards an HTTP API's request to a handler only if it came through CloudFront: AWS WAF cannot check the header there. A
 * REST API's request has passed a web ACL. Neither the log nor an answer holds a value.
 */
export function behindCloudFront<Answer>(handle: Handle<Answer>): Handle<Answer | OriginRefusal> {
  let known: { readonly headerName: string; readonly check: OriginCheck } | undefined;
  return async (event, observer) => {
    const { ORIGIN_SECRET_ARN, ORIGIN_HEADER_NAME } = process.env;
    const asks = ORIGIN_SECRET_ARN !== undefined || ORIGIN_HEADER_NAME !== undefined;
    if (!asks || !httpApiEvent.safeParse(event).success) return handle(event, observer);
    const { logger, count } = observer;
    try {
      known ??= checkOf(variables.parse(process.env));
      const { data } = withHeaders.safeParse(event);
      if (!(await known.check(data?.headers[known.headerName]))) {
        logger.info("refused, not through CloudFront");
        count("PastCloudFront");
        return refusal(403, "Forbidden");
      }
    } catch (error) {
      logger.error("cannot check whether a request came through CloudFront", { reason: (error as Error).name });
      count("CannotCheckOrigin");
      return refusal(503, "Service Unavailable");
    }
    return handle(event, observer);
  };
}

type OriginCheck = (given: string | undefined) => Promise<boolean>;

/**
 * Checks whether a value is one that CloudFront may send. The accepted values are cached for a short while. An unknown
 * value has them read again, so that a new value is known within seconds of when the rotation has it accepted.
 *
 * @throws where the values cannot be read: then nobody is let in
 */
export function originCheck(read: () => Promise<readonly string[]>, now: () => number): OriginCheck {
  let kept: { readonly values: readonly string[]; readonly at: number } | undefined;
  let tried = -Infinity;
  const reread = async () => {
    const at = (tried = now());
    return (kept = { values: await read(), at });
  };
  return async (given) => {
    if (given === undefined || !isHeaderValue(given)) return false;
    const current = kept === undefined || now() >= kept.at + lifeMilliseconds ? await reread() : kept;
    if (isOneOf(current.values, given)) return true;
    return now() >= tried + rereadMilliseconds && isOneOf((await reread()).values, given);
  };
}

/** Compares in constant time: the time reveals neither how much of a value is right nor which value it is. */
function isOneOf(values: readonly string[], given: string): boolean {
  const digest = sha256(given);
  return values.map((value) => timingSafeEqual(sha256(value), digest)).includes(true);
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

function checkOf(given: z.output<typeof variables>) {
  const { ORIGIN_SECRET_ARN: SecretId, ORIGIN_HEADER_NAME: headerName, ORIGIN_SECRET_LABEL: VersionStage } = given;
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 },
  });
  const read = async () => {
    const command = new GetSecretValueCommand({ SecretId, VersionStage });
    return valuesOfAcceptedString((await client.send(command)).SecretString ?? "");
  };
  return { headerName, check: originCheck(read, Date.now) };
}

function refusal(statusCode: OriginRefusal["statusCode"], message: string): OriginRefusal {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { statusCode, headers, body: JSON.stringify({ message }) };
}
