import { attribute, Estate, type Resource, type Side, type Target, textOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { foreignAccount } from "../../settings/accounts";
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
  /** Who gets the calls, where it is not the layer's own account: another account, or a host of the internet. */
  readonly outside?: string;
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
  if (typeof uri === "string") {
    const outside = outsideOf(estate, uri, textOf(values, "connection_type") === "VPC_LINK");
    return { ...written(type, uri, textOf(values, "integration_subtype"), outside), ...(outside && { outside }) };
  }
  if (uri !== unknown) return { ...written(type, textOf(values, "integration_subtype") ?? "no address") };
  const targets = estate.targets(side, integration, path);
  const keys = targets.map(keyOfTarget);
  if (targets.length === 0 || keys.includes(undefined)) return notKnown;
  return { kind: "backend", words: targets.map(wordsOf).join(", "), key: keys.sort().join(), isPlain: false };
}

const wordsOf = (target: Target): string => (target.kind === "resource" ? thingOf(target.resource) : "");

/**
 * A function, or a queue, of another account (API Gateway Developer Guide, "Tutorial: Create a REST API with a cross-account
 * Lambda proxy integration"), or a host that is not behind a VPC link.
 */
function outsideOf(estate: Estate, uri: string, isPrivate: boolean): string | undefined {
  const account = foreignAccount(estate.accounts, uri);
  if (account !== undefined) return `account ${account}`;
  const host = /^https?:\/\/([^/?#]+)/i.exec(uri)?.[1];
  return host === undefined || isPrivate ? undefined : `the host ${host.toLowerCase()}`;
}

function written(type: string | undefined, uri: string, subtype?: string, outside?: string): Backend {
  const name = /:function:([^/]+?)(?:\/invocations)?$/.exec(uri)?.[1];
  return {
    kind: "backend",
    words: name === undefined ? (subtype ?? uri) : `function ${name}${outside === undefined ? "" : ` of ${outside}`}`,
    key: [name === undefined ? (type ?? "") : "", subtype ?? "", uri].join(" "),
    isPlain: /^http:\/\//i.test(uri),
  };
}

/** What it means that calls leave the account, or go without TLS; nothing where neither is so. */
export function outsideMeaning({ outside, isPlain }: Backend, isNamed = true): string {
  const plain = isPlain ? "the API calls its backend without TLS" : "";
  const away = outside !== undefined && isNamed ? `calls go to ${outside}, with their tokens and bodies` : "";
  const text = [away, plain].filter((one) => one !== "").join(", and ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
