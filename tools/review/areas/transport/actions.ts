import { type Resource, type Side, attribute, blockOf, blocksOf, textOf } from "../../estate";
import { type NormalObject, keyOf, unknown } from "../../plan/normal";
import { forwardOf } from "./forwards";
import type { Pointing } from "./pointing";
import { type Redirect, redirectOf, redirectWords } from "./redirects";

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
  /** The same of the last action alone. */
  readonly endKey: string;
  /** Whether a target group is known after apply only. */
  readonly isOpen?: boolean;
  /** Whether all that is answered is that the caller use HTTPS. */
  readonly sendsToHttps: boolean;
  /** Where clients are sent, if they are. */
  readonly redirect?: Redirect;
  /** The accounts of others whose targets get the requests. */
  readonly accounts: readonly string[];
  /** How users sign in, if they are asked to. */
  readonly signIn?: NormalObject;
}

/**
 * @param attributeName `default_action` of a listener, `action` of a rule
 */
export function actionsOf(pointing: Pointing, side: Side, resource: Resource, attributeName: string): Actions {
  const value = resource[side];
  if (attribute(value, attributeName) === unknown)
    return {
      reach: "unknown",
      words: "known after apply",
      key: "unknown",
      endKey: "unknown",
      sendsToHttps: false,
      accounts: [],
    };
  const ordered = blocksOf(value, attributeName)
    .map((action, position) => ({ action, order: orderOf(action, position) }))
    .sort((one, other) => one.order - other.order)
    .map(({ action }) => action);
  const parts = ordered.map((action) => actionOf(pointing, side, resource, attributeName, action));
  const isAsked = parts.some(({ reach }) => reach === "signed in");
  const end = parts.at(-1)?.reach ?? "unknown";
  const redirect = parts.at(-1)?.redirect;
  const signIn = parts.find((part) => part.signIn !== undefined)?.signIn;
  return {
    reach: parts.some(({ reach }) => reach === "unknown")
      ? "unknown"
      : end === "forwarded" && isAsked
        ? "signed in"
        : end,
    words: parts.map(({ words }) => words).join(", then ") || "nothing",
    key: parts.map(({ key }) => key).join(),
    endKey: parts.at(-1)?.key ?? "",
    isOpen: parts.some(({ isOpen }) => isOpen === true),
    sendsToHttps: ordered.length > 0 && ordered.every((action) => isToHttps(action)),
    accounts: [...new Set(parts.flatMap(({ accounts }) => accounts ?? []))].sort(),
    ...(redirect !== undefined && { redirect }),
    ...(signIn !== undefined && { signIn }),
  };
}

/** Without a number Elastic Load Balancing counts by the position. */
function orderOf(action: NormalObject, position: number): number {
  const order = attribute(action, "order");
  return order === undefined || order === unknown ? position : Number(order);
}

const isToHttps = (action: NormalObject): boolean => textOf(blockOf(action, "redirect"), "protocol") === "HTTPS";

/** What one action does. */
type Part = Omit<Actions, "sendsToHttps" | "accounts" | "endKey"> & Partial<Pick<Actions, "accounts">>;

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
    case "redirect": {
      const redirect = redirectOf(block);
      return { reach: "answered", words: redirectWords(redirect), key: `redirect ${keyOf(redirect)}`, redirect };
    }
    case "authenticate-cognito":
    case "authenticate-oidc": {
      const lets = textOf(block, "on_unauthenticated_request") === "allow";
      const by = type === "authenticate-cognito" ? "Cognito" : "OIDC";
      // User Guide, "Authenticate users using an Application Load Balancer": with `allow` the request goes on without a user.
      const signIn = { ...block, type };
      return lets
        ? { reach: "forwarded", words: `sign in by ${by} where wanted`, key, signIn }
        : { reach: "signed in", words: `sign in by ${by}`, key, signIn };
    }
    default:
      return { reach: "unknown", words: type ?? "known after apply", key };
  }
}

function textOrNumber(block: NormalObject | undefined, name: string): string {
  const value = attribute(block, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "none";
}
