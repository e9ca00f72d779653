import { z } from "zod";
import type { Fault } from "../shared/fault";
import { scopeNames, scopesRule } from "../edge/http-api/route";
import { lambdaSettings, timeoutSeconds } from "../shared/lambda";
import { text } from "../shared/text";

/**
 * API Gateway waits no longer for an answer (Amazon API Gateway Developer Guide, quotas: integration timeout, 29 seconds).
 */
const settings = {
  ...lambdaSettings,
  /** Seconds after which a call is ended, 1 to 29: API Gateway waits no longer. @default 10 */
  timeoutSeconds: timeoutSeconds(29, "API Gateway").default(10),
};

const functionSettings = z.strictObject(settings);

const checkRule = 'give { kind: "token" }, or { kind: "header", name, sha256 }';

/** The functions of the APIs. Each exists if it is named: `hello: {}`. */
export const functionsSettings = z.strictObject({
  /** System D's: it says who called. @default none */
  secureApi: functionSettings.optional(),
  /** System E's: it greets. @default none */
  hello: functionSettings.optional(),
  /** System A's: it asks the database for a player; only with `compute.database`. @default none */
  queryPlayer: functionSettings.optional(),
  /** The REST API's Lambda authorizer, for routes of kind `lambda`. @default none */
  requestAuthorizer: z
    .strictObject({
      ...settings,
      /**
       * What lets a caller in.
       *
       * @default { kind: "token", scopes: [] }
       */
      checks: z
        .discriminatedUnion(
          "kind",
          [
            z.strictObject({
              /** An access token of the user pool, issued to one of its clients. */
              kind: z.literal("token"),
              /** A token needs one of these scopes, else the answer is 403. @default none: any access token will do */
              scopes: z
                .array(z.literal(scopeNames, { error: scopesRule }), { error: scopesRule })
                .refine((given) => new Set(given).size === given.length, { error: scopesRule })
                .default([]),
            }),
            z.strictObject({
              /** The value of a header, which has neither white space nor commas. */
              kind: z.literal("header"),
              /** The header, in lower case. Not that of API keys: a key is a limit, never the proof of who calls. */
              name: text(
                /^(?!(x-api-key|host|user-agent|content-[a-z-]+|x-forwarded-[a-z-]+|x-amz[a-z0-9-]*|via)$)[a-z0-9-]{1,64}$/,
                "give the name of a header of your own in lower case, such as x-partner-key: not x-api-key, whose value is a usage plan's, nor one that a client or AWS fills",
              ),
              /** The SHA-256 of the value: it hides a value of 32 random characters or more, but no password. */
              sha256: text(
                /^[0-9a-f]{64}$/,
                'give the SHA-256 of the value, 64 hexadecimal digits: printf %s "$VALUE" | sha256sum',
              ),
            }),
          ],
          { error: checkRule },
        )
        .default({ kind: "token", scopes: [] }),
    })
    .optional(),
});

export type FunctionsSettings = z.output<typeof functionsSettings>;

/** @param hasUserPool whether there is a pool whose tokens an authorizer could check */
export function functionsFaults(functions: FunctionsSettings | undefined, hasUserPool: boolean): Fault[] {
  if (functions?.requestAuthorizer?.checks.kind !== "token" || hasUserPool) return [];
  return [
    {
      path: ["compute", "functions", "requestAuthorizer", "checks"],
      reads: [["identity", "userPool"]],
      message: "is of kind token, and there is no identity.userPool to issue any; give one, or check a header",
    },
  ];
}
