import { type Resource, type Side, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import type { States } from "../../settings/setting";
import { scalar } from "../../settings/words";
import type { Actions } from "./actions";
import { oldTlsFindings } from "./tls";

export const isTls = (value: States["before"]): boolean => ["HTTPS", "TLS"].includes(textOf(value, "protocol") ?? "");
/** Without TLS there is neither a certificate nor a policy. */
export const ofTls = ["certificate_arn", "ssl_policy"];

const portOf = (value: States["before"]): string =>
  `${textOf(value, "protocol") ?? "port"} ${scalar(attribute(value, "port"))}`.trim();

/** Whether actions hand requests on to the application. */
export const handsOn = ({ reach }: Actions): boolean => reach === "forwarded" || reach === "signed in";

/** Whether requests reach the application without TLS. */
const isPlain = (listener: Resource, side: Side, actions: Actions, byRules: boolean): boolean =>
  listener[side] !== undefined &&
  textOf(listener[side], "protocol") === "HTTP" &&
  ((!actions.sendsToHttps && handsOn(actions)) || byRules);

/** @param byRules whether rules of the listener hand requests on, on each side */
export function plainHttp(
  listener: Resource,
  before: Actions,
  after: Actions,
  byRules: Readonly<Record<Side, boolean>> = { before: false, after: false },
): Finding[] {
  const [was, is] = [
    isPlain(listener, "before", before, byRules.before),
    isPlain(listener, "after", after, byRules.after),
  ];
  if (was === is) return [];
  const words = (side: Side, { words: doing }: Actions): string | undefined =>
    listener[side] === undefined
      ? undefined
      : `${portOf(listener[side])}: ${doing}${byRules[side] ? "; rules forward" : ""}`;
  const [had, has] = [words("before", before), words("after", after)];
  return [
    {
      rule: "plain-http",
      consequence: "exposure",
      direction: is ? "weaker" : "stronger",
      place: listener,
      part: "requests without TLS",
      ...(had !== undefined && { before: had }),
      ...(has !== undefined && { after: has }),
      meaning: is
        ? "The application answers without TLS: whoever is on the way reads and changes requests and cookies."
        : "The application no longer answers without TLS.",
      says: ["protocol", "default_action", ...ofTls],
    },
  ];
}

/** A listener that is added or removed. */
export function existence(listener: Resource): Finding[] {
  const isRemoved = listener.after === undefined;
  const port = portOf(listener.after ?? listener.before);
  return [
    {
      rule: "listener",
      consequence: "downtime",
      direction: isRemoved ? "weaker" : "stronger",
      place: listener,
      part: port,
      ...(isRemoved ? { before: "listens" } : { after: "listens" }),
      meaning: isRemoved
        ? "The load balancer refuses connections to the port."
        : "The load balancer accepts connections to the port.",
    },
  ];
}

/** A listener that begins with a policy for broken versions of TLS, or ends with one. */
export function begins(listener: Resource): Finding[] {
  const value = listener.after ?? listener.before;
  const name = textOf(value, "ssl_policy") ?? "ELBSecurityPolicy-2016-08";
  if (!isTls(value) || attribute(value, "ssl_policy") === unknown) return [];
  return oldTlsFindings(listener, "loadBalancer", name);
}
