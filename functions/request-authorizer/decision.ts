import * as z from "zod/mini";

/** A decision, in API Gateway's form (API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer"). */
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

/** The caller, whether the caller may call, and what a function behind the API may know of the caller. */
interface Identity {
  readonly principalId: string;
  readonly effect: "Allow" | "Deny";
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Identifies the caller by a credential; rejects a bad credential.
 *
 * @throws CannotDecide where the caller cannot be identified now
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

/** No decision is possible now: API Gateway answers 500. Nobody is let in, and no good credential is called bad. */
export class CannotDecide extends Error {
  override readonly name = "CannotDecide";
}

/**
 * The API's ARN with the stage and what follows it: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`.
 */
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
 * Decides on a request by its one credential. A known caller without the right, as with a token without the scope, is
 * denied: API Gateway answers 403.
 *
 * @param headerName the header that holds the credential, in lower case
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

/** Undefined unless the request has exactly one well-formed credential. */
function withCredential(methodArn: string, values: readonly string[]) {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0 || value.length > longestCredential) return undefined;
  const credential = value.replace(/^Bearer +/i, "");
  return credential === "" || /[\s,]/.test(credential) ? undefined : { methodArn, credential };
}

/**
 * Every method of the stage. API Gateway caches a decision and reuses it for other methods: one for this method alone would
 * refuse them.
 */
function wholeStage(methodArn: string): string {
  const [api = "", stage = ""] = methodArn.split("/");
  return `${api}/${stage}/*/*`;
}
