import { apiScopes } from "../../../../../stacks/environments/api-scopes";
import { functionsFaults, functionsSettings } from "../../../../../stacks/environments/schema/compute/functions";

/** What is said of a record of functions: `place rule`, for each fault. */
function said(functions: object): string[] {
  const { error } = functionsSettings.safeParse(functions);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

test("a function in the record has 256 MiB, 10 seconds and its newest version; a function that is not in the record does not exist", () => {
  expect(functionsSettings.parse({})).toEqual({});
  expect(functionsSettings.parse({ secureApi: {}, hello: {}, requestAuthorizer: {} })).toEqual({
    secureApi: { memoryMib: 256, timeoutSeconds: 10 },
    hello: { memoryMib: 256, timeoutSeconds: 10 },
    requestAuthorizer: { memoryMib: 256, timeoutSeconds: 10, checks: { kind: "token", scopes: [] } },
  });
});

test("accepts values at their limits", () => {
  for (const hello of [
    { memoryMib: 128, timeoutSeconds: 1, reservedConcurrency: 0, version: 1 },
    { memoryMib: 10_240, timeoutSeconds: 29, reservedConcurrency: 100_000, version: 12 },
  ]) {
    expect(functionsSettings.parse({ hello })).toEqual({ hello });
  }
});

const digits = 'give the SHA-256 of the value, 64 hexadecimal digits: printf %s "$VALUE" | sha256sum';
const scopes = `give one or more of ${Object.keys(apiScopes).join(", ")}, each once`;

const headerRule =
  "requestAuthorizer.checks.name give the name of a header of your own in lower case, such as x-partner-key: not x-api-key, which carries the key of a usage plan, and no header that a client or AWS sets";

test.each<[functions: object, fault: string]>([
  [{ hello: { memoryMib: 127 } }, "hello.memoryMib give 128 to 10,240 MiB"],
  [{ hello: { memoryMib: 10_241 } }, "hello.memoryMib give 128 to 10,240 MiB"],
  [{ hello: { memoryMib: 256.5 } }, "hello.memoryMib give 128 to 10,240 MiB"],
  [{ hello: { timeoutSeconds: 0 } }, "hello.timeoutSeconds give 1 to 29 seconds: API Gateway waits no longer"],
  [{ secureApi: { timeoutSeconds: 30 } }, "secureApi.timeoutSeconds give 1 to 29 seconds: API Gateway waits no longer"],
  [{ hello: { reservedConcurrency: -1 } }, "hello.reservedConcurrency give 0 to 100,000 calls at once"],
  [{ hello: { version: 0 } }, "hello.version give 1 to 1,000,000,000 as the number of a version"],
  [{ hello: { version: "$LATEST" } }, "hello.version give 1 to 1,000,000,000 as the number of a version"],
  [
    { requestAuthorizer: { checks: { kind: "nothing" } } },
    'requestAuthorizer.checks.kind give { kind: "token" }, or { kind: "header", name, sha256 }',
  ],
  [
    { requestAuthorizer: { checks: { kind: "token", scopes: ["admin"] } } },
    `requestAuthorizer.checks.scopes.0 ${scopes}`,
  ],
  [
    { requestAuthorizer: { checks: { kind: "token", scopes: ["read", "read"] } } },
    `requestAuthorizer.checks.scopes ${scopes}`,
  ],
  [{ requestAuthorizer: { checks: { kind: "header", name: "X-Key", sha256: "0".repeat(64) } } }, headerRule],
  [{ requestAuthorizer: { checks: { kind: "header", name: "x-api-key", sha256: "0".repeat(64) } } }, headerRule],
  [{ requestAuthorizer: { checks: { kind: "header", name: "user-agent", sha256: "0".repeat(64) } } }, headerRule],
  [
    { requestAuthorizer: { checks: { kind: "header", name: "x-key", sha256: "the value itself" } } },
    `requestAuthorizer.checks.sha256 ${digits}`,
  ],
])("refuses %j", (functions, fault) => {
  expect(said(functions)).toEqual([fault]);
});

test("refuses an unknown function, and an unknown setting", () => {
  expect(said({ restrictSignUp: {} })).toHaveLength(1);
  expect(said({ hello: { environment: {} } })).toHaveLength(1);
});

test("an authorizer checks tokens only with a user pool", () => {
  const checking = (checks: object) => functionsSettings.parse({ requestAuthorizer: { checks } });
  const header = checking({ kind: "header", name: "x-partner-key", sha256: "0".repeat(64) });
  expect(functionsFaults(checking({ kind: "token" }), false)).toEqual([
    {
      path: ["compute", "functions", "requestAuthorizer", "checks"],
      reads: [["identity", "userPool"]],
      message:
        "is of kind token without identity.userPool; give identity.userPool, which issues tokens, or kind header",
    },
  ]);
  expect([
    functionsFaults(checking({ kind: "token" }), true),
    functionsFaults(header, false),
    functionsFaults(undefined, false),
    functionsFaults(functionsSettings.parse({ hello: {} }), false),
  ]).toEqual([[], [], [], []]);
});
