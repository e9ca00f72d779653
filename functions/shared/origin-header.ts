import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { acceptedLabel, isHeaderValue, valuesOfAcceptedString } from "./accepted-values";
import type { Observer } from "./observed";

/** The first two where the function is behind an HTTP API behind CloudFront; without them, none. */
const variables = z.object({
  ORIGIN_SECRET_ARN: z.string().check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/)),
  /** In lower case, as payload format 2.0 has every header's name. */
  ORIGIN_HEADER_NAME: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  /** The label of the version that has the accepted values. @default "ACCEPTED", which a rotation gives it */
  ORIGIN_SECRET_LABEL: z._default(z.enum([acceptedLabel, "AWSCURRENT"]), acceptedLabel),
});

export type OriginVariables = z.input<typeof variables>;

/** Payload format 2.0: an HTTP API's, and no REST API's (API Gateway Developer Guide, "Lambda proxy integrations for HTTP APIs"). */
const httpApiEvent = z.object({ version: z.literal("2.0") });
const withHeaders = z.object({ headers: z.record(z.string(), z.string()) });

/** For so long a value that was revoked may still be let in. */
export const lifeMilliseconds = 60_000;

/** So often at most an unknown value has the secret read again, whoever sends how many of them. */
export const rereadMilliseconds = 5_000;

export interface OriginRefusal {
  readonly statusCode: 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Handle<Answer> = (event: unknown, observer: Observer) => Answer | Promise<Answer>;

/**
 * Lets requests of an HTTP API through to a handler that came through CloudFront, since AWS WAF cannot ask for its header
 * there. Those of a REST API have met a web ACL. Neither log nor answer has a value.
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
      logger.error("cannot tell who came through CloudFront", { reason: (error as Error).name });
      count("CannotCheckOrigin");
      return refusal(503, "Service Unavailable");
    }
    return handle(event, observer);
  };
}

type OriginCheck = (given: string | undefined) => Promise<boolean>;

/**
 * Whether a value is one that CloudFront may send. Values are kept for a short while, and read again for one that is not
 * among them, so that a value is known within seconds of when the rotation has it accepted.
 *
 * @throws where the values cannot be read: nobody is let in by a function that does not know whom to let in
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

/** In a time that tells neither how much of a value is right nor which of them it is. */
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
