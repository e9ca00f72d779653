import { attribute, Estate, type Resource, type Side, type Target, textOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { thingOf } from "../../things";
import { keyOfTarget } from "./api-of";

/** What answers the calls of a route. */
export interface Backend {
  /** `mock`: the API answers by itself. `unknown`: the plan does not tell. */
  readonly kind: "mock" | "backend" | "unknown";
  readonly words: string;
  /** Equal for the same backend on both sides; undefined where the plan does not tell. */
  readonly key?: string;
  /** Whether calls go to the backend without TLS. */
  readonly isPlain: boolean;
}

export const notKnown: Backend = { kind: "unknown", words: "known after apply", isPlain: false };
export const mock: Backend = { kind: "mock", words: "the API itself (MOCK)", key: "mock", isPlain: false };

/** What an integration of a REST or an HTTP API calls. */
export function backendOf(estate: Estate, side: Side, integration: Resource): Backend {
  const values = integration[side];
  const isHttp = integration.type === "aws_apigatewayv2_integration";
  const type = textOf(values, isHttp ? "integration_type" : "type");
  if (type === "MOCK") return mock;
  const path = isHttp ? "integration_uri" : "uri";
  const uri = attribute(values, path);
  if (typeof uri === "string") return written(type, uri, textOf(values, "integration_subtype"));
  if (uri !== unknown) return { ...written(type, textOf(values, "integration_subtype") ?? "no address") };
  const targets = estate.targets(side, integration, path);
  const keys = targets.map(keyOfTarget);
  if (targets.length === 0 || keys.includes(undefined)) return notKnown;
  return { kind: "backend", words: targets.map(wordsOf).join(", "), key: keys.sort().join(), isPlain: false };
}

const wordsOf = (target: Target): string => (target.kind === "resource" ? thingOf(target.resource) : "");

function written(type: string | undefined, uri: string, subtype?: string): Backend {
  const name = /:function:([^/]+?)(?:\/invocations)?$/.exec(uri)?.[1];
  return {
    kind: "backend",
    words: name === undefined ? (subtype ?? uri) : `function ${name}`,
    key: [name === undefined ? (type ?? "") : "", subtype ?? "", uri].join(" "),
    isPlain: /^http:\/\//i.test(uri),
  };
}
