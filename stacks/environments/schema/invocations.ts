import type { Fault } from "./fault";
import type { HttpApiSettings } from "./http-api";
import type { RestApiSettings } from "./rest-api";

/** What a function's policy may hold (AWS Lambda Developer Guide, "Lambda quotas": function resource-based policy, 20 KB). */
const policyBytes = 20_480;

/**
 * What Lambda writes for one permission without the route's own words, at the longest: the statement's keys, the ARN of an
 * alias of a function with a name of 64 characters, and that of an API, its stage of 128 characters left out.
 */
const statementBytes = 380;

interface Apis {
  readonly httpApi?: HttpApiSettings | undefined;
  readonly restApi?: RestApiSettings | undefined;
}

/** Functions that more routes call than their policy has room for: each route has a permission of its own. */
export function invocationFaults({ httpApi, restApi }: Apis): Fault[] {
  const calls = [
    ...(httpApi?.routes ?? []).map(({ path, function: name }) => ({ name, path, stage: "$default" })),
    ...(restApi?.routes ?? []).flatMap(({ path, integration }) =>
      integration.kind === "mock" ? [] : [{ name: integration.function, path, stage: restApi?.stageName ?? "" }],
    ),
  ];
  const functions = new Map<string, { routes: number; bytes: number }>();
  for (const { name, path, stage } of calls) {
    const { routes, bytes } = functions.get(name) ?? { routes: 0, bytes: 0 };
    // The path is in the statement's id and in the API's ARN.
    functions.set(name, { routes: routes + 1, bytes: bytes + statementBytes + stage.length + 2 * path.length });
  }
  return [...functions].flatMap(([name, { routes, bytes }]) =>
    bytes <= policyBytes
      ? []
      : [
          {
            path: ["compute", "functions", name],
            reads: [
              ["edge", "httpApi", "routes"],
              ["edge", "restApi", "routes"],
            ],
            message: `is called by ${routes} routes, whose permissions take up to ${bytes.toLocaleString("en")} bytes of its policy; give it fewer, such as one /items/{rest+} for many, since Lambda keeps ${policyBytes.toLocaleString("en")}`,
          },
        ],
  );
}
