import { type Resource, type Side, attribute, blockOf, blocksOf, textOf } from "../../estate";
import { type Normal, type NormalObject, keyOf, unknown } from "../../plan/normal";
import type { Value } from "../../settings/paths";
import { scalar } from "../../settings/words";
import { type Pointing, isOpen, pointedWords } from "./pointing";

/** How far a request gets: refused or sent elsewhere, asked to sign in, or handed on to the application. */
export type Reach = "answered" | "signed in" | "forwarded" | "unknown";
export const reaches: Readonly<Record<Reach, number | undefined>> = {
  forwarded: 0,
  "signed in": 1,
  answered: 2,
  unknown: undefined,
};

/**
 * What the actions of a listener or of a rule do with a request (User Guide for Application Load Balancers, "Action types for
 * listener rules").
 */
export interface Actions {
  readonly reach: Reach;
  readonly words: string;
  /** Equal for two lists of actions that do the same. */
  readonly key: string;
  /** Whether a target group is known after apply only. */
  readonly isOpen?: boolean;
  /** Whether all that is answered is that the caller use HTTPS. */
  readonly sendsToHttps: boolean;
}

/**
 * @param attributeName `default_action` of a listener, `action` of a rule
 */
export function actionsOf(pointing: Pointing, side: Side, resource: Resource, attributeName: string): Actions {
  const value = resource[side];
  if (attribute(value, attributeName) === unknown)
    return { reach: "unknown", words: "known after apply", key: "unknown", sendsToHttps: false };
  const ordered = blocksOf(value, attributeName)
    .map((action, position) => ({ action, order: orderOf(action, position) }))
    .sort((one, other) => one.order - other.order)
    .map(({ action }) => action);
  const parts = ordered.map((action) => actionOf(pointing, side, resource, attributeName, action));
  const isAsked = parts.some(({ reach }) => reach === "signed in");
  const end = parts.at(-1)?.reach ?? "unknown";
  return {
    reach: parts.some(({ reach }) => reach === "unknown")
      ? "unknown"
      : end === "forwarded" && isAsked
        ? "signed in"
        : end,
    words: parts.map(({ words }) => words).join(", then ") || "nothing",
    key: parts.map(({ key }) => key).join(),
    isOpen: parts.some(({ isOpen }) => isOpen === true),
    sendsToHttps: ordered.length > 0 && ordered.every((action) => isToHttps(action)),
  };
}

/** Without a number Elastic Load Balancing counts by the position. */
function orderOf(action: NormalObject, position: number): number {
  const order = attribute(action, "order");
  return order === undefined || order === unknown ? position : Number(order);
}

const isToHttps = (action: NormalObject): boolean => textOf(blockOf(action, "redirect"), "protocol") === "HTTPS";

type Part = Omit<Actions, "sendsToHttps">;

function actionOf(
  pointing: Pointing,
  side: Side,
  resource: Resource,
  attributeName: string,
  action: NormalObject,
): Part {
  const type = textOf(action, "type");
  if (type === "forward") return forwardOf(pointing, side, resource, attributeName, action);
  const block = blockOf(action, (type ?? "").replaceAll("-", "_"));
  const key = `${type ?? ""} ${keyOf(block)}`;
  switch (type) {
    case "fixed-response":
      return { reach: "answered", words: `answer ${textOrNumber(block, "status_code")}`, key };
    case "redirect":
      return { reach: "answered", words: `redirect to ${redirectWords(block)}`, key };
    case "authenticate-cognito":
    case "authenticate-oidc": {
      const lets = textOf(block, "on_unauthenticated_request") === "allow";
      const by = type === "authenticate-cognito" ? "Cognito" : "OIDC";
      // User Guide, "Authenticate users using an Application Load Balancer": with `allow` the request goes on without a user.
      return lets
        ? { reach: "forwarded", words: `sign in by ${by} where wanted`, key }
        : { reach: "signed in", words: `sign in by ${by}`, key };
    }
    default:
      return { reach: "unknown", words: type ?? "known after apply", key };
  }
}

const redirectWords = (block: NormalObject | undefined): string => {
  const [protocol, host, port] = ["protocol", "host", "port"].map((name) => textOrNumber(block, name));
  const to = host === "none" || host === "#{host}" ? "" : ` ${host ?? ""}`;
  return `${protocol === "none" || protocol === undefined ? "the same protocol" : protocol}${to}${
    port === "443" || port === "none" || port === "#{port}" ? "" : ` on port ${port ?? ""}`
  }`;
};

function textOrNumber(block: NormalObject | undefined, name: string): string {
  const value = attribute(block, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "none";
}

/** One target group may be written in either of two ways, which mean the same. */
function forwardOf(
  pointing: Pointing,
  side: Side,
  resource: Resource,
  attributeName: string,
  action: NormalObject,
): Part {
  const forward = blockOf(action, "forward");
  const groups = blocksOf(forward, "target_group");
  const several = groups.map((group) => ({ arn: attribute(group, "arn"), weight: attribute(group, "weight") }));
  const single: { arn: Value; weight: Normal | undefined } = {
    arn: attribute(action, "target_group_arn"),
    weight: undefined,
  };
  const named = (several.length === 0 ? [single] : several).map(({ arn, weight }) => {
    const path = `${attributeName}.${several.length === 0 ? "target_group_arn" : "forward.target_group.arn"}`;
    const pointed = pointing.at(side, resource, path, arn);
    const isOnly = several.length <= 1;
    const group = isOpen(pointed) ? "a target group known after apply" : pointedWords(pointed);
    return {
      isOpen: isOpen(pointed),
      words: `${group}${isOnly ? "" : ` (weight ${scalar(weight ?? 1)})`}`,
      key: `${pointed?.resource?.address ?? pointed?.value ?? "open"}${isOnly ? "" : ` ${scalar(weight ?? 1)}`}`,
    };
  });
  const stickiness = blockOf(forward, "stickiness");
  const sticks = scalar(attribute(stickiness, "enabled")) === "true" && several.length > 1;
  return {
    reach: "forwarded",
    isOpen: named.some((one) => one.isOpen),
    words: `forward to ${named.map(({ words }) => words).join(" and ")}`,
    key: `forward ${named
      .map(({ key }) => key)
      .sort()
      .join()}${sticks ? " sticky" : ""}`,
  };
}
