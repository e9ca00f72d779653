import * as z from "zod/mini";

/** What API Gateway takes for a decision (API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer"). */
export interface Decision {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly [
      { readonly Effect: "Allow" | "Deny"; readonly Action: "execute-api:Invoke"; readonly Resource: string },
    ];
  };
  /** Texts alone: API Gateway refuses lists and objects. */
  readonly context: Readonly<Record<string, string>>;
}

/** Who was found to be calling, whether that is enough, and what of it a function behind the API may know. */
interface Identity {
  readonly principalId: string;
  readonly effect: "Allow" | "Deny";
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Finds out who presents a credential; rejects where it is not good.
 *
 * @throws CannotDecide where that cannot be found out now
 */
export type Check = (credential: string) => Promise<Identity>;

/**
 * API Gateway answers 401 to exactly this message, and 500 to any other (API Gateway Developer Guide, "API Gateway Lambda
 * authorizers").
 */
export class Unauthorized extends Error {
  override readonly name = "Unauthorized";
  constructor() {
    super("Unauthorized");
  }
}

/** Nobody is let in, and nobody is told that a good credential is bad: API Gateway answers 500. */
export class CannotDecide extends Error {
  override readonly name = "CannotDecide";
}

/** Of the API, the stage and what follows it: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`. */
const methodArn = z
  .string()
  .check(
    z.regex(/^arn:aws[a-z-]*:execute-api:[a-z0-9-]+:\d{12}:[a-z0-9]+\/[^/*?]+\/[A-Z]+(\/.*)?$/),
    z.maxLength(4096),
  );

const tokenEvent = z.object({ type: z.literal("TOKEN"), methodArn, authorizationToken: z.string() });
const requestEvent = z.object({
  type: z.literal("REQUEST"),
  methodArn,
  headers: z.record(z.string(), z.nullish(z.string())),
  multiValueHeaders: z.nullish(z.record(z.string(), z.nullish(z.array(z.string())))),
});

const longestCredential = 16_384;

/**
 * Decides on a request, by the one credential that it carries: who is known and may not, as by a token without the scope,
 * is denied, which API Gateway answers with 403.
 *
 * @param headerName where the credential is, in lower case
 * @throws Unauthorized where there is any doubt
 * @throws CannotDecide
 */
export async function decide(event: unknown, headerName: string, check: Check): Promise<Decision> {
  const request = read(event, headerName);
  if (request === undefined) throw new Unauthorized();
  const { principalId, effect, context } = await check(request.credential).catch((error: unknown) => {
    throw error instanceof CannotDecide ? error : new Unauthorized();
  });
  return {
    principalId,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: effect, Action: "execute-api:Invoke", Resource: wholeStage(request.methodArn) }],
    },
    context,
  };
}

function read(event: unknown, headerName: string): { methodArn: string; credential: string } | undefined {
  const token = tokenEvent.safeParse(event);
  if (token.success) return withCredential(token.data.methodArn, [token.data.authorizationToken]);
  const request = requestEvent.safeParse(event);
  if (!request.success) return undefined;
  const { headers, multiValueHeaders } = request.data;
  const named = ([name]: [string, unknown]) => name.toLowerCase() === headerName;
  const last = Object.entries(headers).filter(named);
  const all = Object.entries(multiValueHeaders ?? {}).filter(named);
  const values = [last.flatMap(([, value]) => value ?? []), all.flatMap(([, value]) => value ?? [])];
  if (values.some(({ length }) => length > 1)) return undefined;
  return withCredential(request.data.methodArn, [...new Set(values.flat())]);
}

/** Two credentials in one request are a doubt. */
function withCredential(methodArn: string, values: readonly string[]) {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0 || value.length > longestCredential) return undefined;
  const credential = value.replace(/^Bearer +/i, "");
  return credential === "" || /[\s,]/.test(credential) ? undefined : { methodArn, credential };
}

/** The decision is kept for a while and used for other methods too: one that named this method alone would refuse them. */
function wholeStage(methodArn: string): string {
  const [api = "", stage = ""] = methodArn.split("/");
  return `${api}/${stage}/*/*`;
}
