import { type Estate, type Resource, type Side, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import { weakerWithout } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import { type States, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";
import { actionFindings } from "./action-findings";
import { actionsOf } from "./actions";
import { certificateFindings } from "./certificates";
import { begins, existence, handsOn, isTls, ofTls, plainHttp } from "./listener-existence";
import { listenerRuleTypes } from "./listener-rules";
import { listenerSettings } from "./listener-settings";
import type { Pointing } from "./pointing";
import { tlsFindings } from "./tls";

/** What a change of listeners means for whoever connects. */
export function listenerFindings(estate: Estate, pointing: Pointing): Finding[] {
  return estate.changed("aws_lb_listener", "aws_alb_listener").flatMap((listener) => {
    const states: States = statesOf(listener);
    const before = actionsOf(pointing, "before", listener, "default_action");
    const after = actionsOf(pointing, "after", listener, "default_action");
    if (listener.before === undefined || listener.after === undefined)
      return [...existence(listener), ...plainHttp(listener, before, after), ...begins(listener)];
    const plain = plainHttp(listener, before, after, rulesOf(estate, pointing, listener));
    return [
      ...plain,
      ...(plain.length > 0 ? [] : protocolFindings(states)),
      ...portFindings(states),
      ...policyFindings(states),
      ...certificateFindings(estate, pointing, listener, states, {
        path: "certificate_arn",
        reference: "certificate_arn",
      }),
      ...actionFindings(pointing, before, after, {
        place: listener,
        part: "default action",
        says: ["default_action"],
        protocols: [states.before, states.after].map((value) => textOf(value, "protocol")),
        // A listener that no longer sends to HTTPS is said once.
      }).filter(({ rule }) => plain.length === 0 || !saidByPlainHttp.has(rule)),
      ...trustStoreFindings(estate, listener, states),
      ...settingFindings(listenerSettings, states).map(withTrustStore),
    ];
  });
}

/** Whether rules hand requests on, where the listener begins or ends to speak TLS: a change of a rule is said with the rule. */
function rulesOf(estate: Estate, pointing: Pointing, listener: Resource): Readonly<Record<Side, boolean>> {
  const isSameProtocol = textOf(listener.before, "protocol") === textOf(listener.after, "protocol");
  const hands = (side: Side): boolean =>
    !isSameProtocol &&
    estate
      .naming(side, listener, "listener_arn", ...listenerRuleTypes)
      .some((rule) => handsOn(actionsOf(pointing, side, rule, "action")));
  return { before: hands("before"), after: hands("after") };
}

/** What follows from whether requests reach the application without TLS. */
const saidByPlainHttp: ReadonlySet<string> = new Set(["request-reach", "request-answered", "request-goes-elsewhere"]);

/** The end of TLS at the load balancer where requests do not become plain HTTP, and the change of protocols beside. */
function protocolFindings({ place, before, after }: States): Finding[] {
  const [was, is] = [textOf(before, "protocol"), textOf(after, "protocol")];
  if (attribute(after, "protocol") === unknown) return [unknownFinding({ place }, "protocol", ["protocol"])];
  if (was === is) return [];
  const loses = isTls(before) && !isTls(after);
  const gains = !isTls(before) && isTls(after);
  return [
    {
      rule: "listener-protocol",
      consequence: "guard lost",
      direction: loses ? "weaker" : gains ? "stronger" : "cannot tell",
      place,
      part: "protocol",
      before: was ?? "none",
      after: is ?? "none",
      meaning: loses
        ? "The load balancer no longer ends TLS."
        : gains
          ? "The load balancer ends TLS."
          : "Clients must speak another protocol.",
      says: loses || gains ? ["protocol", ...ofTls] : ["protocol"],
    },
  ];
}

function portFindings({ place, before, after }: States): Finding[] {
  const [was, is] = [attribute(before, "port"), attribute(after, "port")];
  if (keyOf(was) === keyOf(is)) return [];
  if (is === unknown) return [unknownFinding({ place }, "port", ["port"])];
  return [
    {
      rule: "listener-port",
      consequence: "downtime",
      direction: "cannot tell",
      place,
      part: "port",
      before: scalar(was),
      after: scalar(is),
      meaning: "Whoever connects to the old port is refused.",
      says: ["port"],
    },
  ];
}

/**
 * Elastic Load Balancing takes ELBSecurityPolicy-2016-08 where Terraform names none (User Guide for Application Load Balancers,
 * "Security policies for your Application Load Balancer").
 */
function policyFindings(states: States): Finding[] {
  const { before, after } = states;
  if (!isTls(before) || !isTls(after)) return [];
  if (attribute(after, "ssl_policy") === unknown) return [unknownFinding(states, "TLS policy", ["ssl_policy"])];
  const [was, is] = [before, after].map((value) => textOf(value, "ssl_policy") ?? "ELBSecurityPolicy-2016-08");
  if (was === undefined || is === undefined) return [];
  return tlsFindings(states, { service: "loadBalancer", path: "ssl_policy", before: was, after: is });
}

/** Whether clients need a certificate says all of who signs them, where the trust store comes or goes with it. */
const withTrustStore = (finding: Finding): Finding =>
  finding.rule === "mutual-tls" ? { ...finding, says: [...(finding.says ?? []), "mutual_authentication"] } : finding;

function trustStoreFindings(estate: Estate, listener: Resource, states: States): readonly Finding[] {
  const path = "mutual_authentication.trust_store_arn";
  const [was, is] = [estate.target("before", listener, path), estate.target("after", listener, path)];
  const [before, after] = [valueAt(states.before, path), valueAt(states.after, path)];
  // Without client certificates the mode says all.
  if (before === undefined || after === undefined || keyOf(before) === keyOf(after)) return [];
  if (was.kind === "resource" && is.kind === "resource" && was.resource === is.resource) return [];
  if (is.kind === "unknown") return [unknownFinding(states, "trust store", [path])];
  return settingFindings(
    [
      {
        rule: "mutual-tls-trust-store",
        consequence: "exposure",
        path,
        part: "trust store",
        judge: weakerWithout,
        changed: "Clients with certificates of other issuers connect, and those of the old issuers may be refused.",
      },
    ],
    states,
  );
}
