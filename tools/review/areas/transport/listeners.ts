import { type Estate, type Resource, type Side, attribute, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, unknown } from "../../plan/normal";
import {
  type Setting,
  type States,
  anyChange,
  findingsOf,
  flag,
  presence,
  ranked,
  scalar,
  unknownFinding,
  valueAt,
} from "../../setting";
import { actionFindings } from "./action-findings";
import { type Actions, actionsOf } from "./actions";
import { certificateFindings } from "./certificates";
import { corsSettings, cspSetting, frameSetting, hstsSetting, sniffSetting } from "./header-values";
import type { Pointing } from "./pointing";
import { isOld, tlsFindings } from "./tls";

const header = (name: string): string => `routing_http_response_${name}_header_value`;

/** Elastic Load Balancing User Guide, "HTTP header modification" and "Mutual authentication with TLS". */
const settings: readonly Setting[] = [
  { ...hstsSetting, path: header("strict_transport_security") },
  { ...cspSetting, path: header("content_security_policy") },
  { ...frameSetting, path: header("x_frame_options") },
  { ...sniffSetting, path: header("x_content_type_options") },
  ...corsSettings,
  {
    rule: "server-header",
    consequence: "other",
    path: "routing_http_response_server_enabled",
    part: "Server header",
    judge: flag(false, true),
    weaker: "Answers tell which software gave the answer.",
    stronger: "Answers no longer tell which software gave the answer.",
  },
  {
    rule: "mutual-tls",
    consequence: "exposure",
    path: "mutual_authentication.mode",
    part: "client certificates",
    judge: ranked({ "": 0, off: 0, passthrough: 1, verify: 2 }),
    weaker: "Clients connect without a certificate that the load balancer has verified.",
    stronger: "Clients need a certificate, and the load balancer verifies more of the certificate.",
  },
  {
    rule: "mutual-tls-expiry",
    consequence: "guard lost",
    path: "mutual_authentication.ignore_client_certificate_expiry",
    part: "expired client certificates",
    judge: flag(false, false),
    weaker: "Clients connect with a certificate that has expired.",
    stronger: "Clients with an expired certificate are refused.",
  },
  {
    rule: "mutual-tls-names",
    consequence: "other",
    path: "mutual_authentication.advertise_trust_store_ca_names",
    part: "advertised issuers",
    judge: flag(false, false),
    weaker: "Anybody who connects learns the names of the issuers in the trust store.",
    stronger: "Nobody learns the names of the issuers in the trust store.",
  },
  {
    rule: "alpn-policy",
    consequence: "other",
    path: "alpn_policy",
    part: "ALPN policy",
    judge: anyChange("neutral"),
    weaker: "",
    stronger: "",
  },
];

export const listenerAttributes: readonly string[] = [
  ...new Set([
    ...settings.map(({ path }) => path.split(".")[0] ?? path),
    "protocol",
    "port",
    "ssl_policy",
    "certificate_arn",
    "default_action",
  ]),
];

/** What a change of listeners means for whoever connects. */
export function listenerFindings(estate: Estate, pointing: Pointing): Finding[] {
  return estate.changed("aws_lb_listener", "aws_alb_listener").flatMap((listener) => {
    const states: States = { place: listener, before: listener.before, after: listener.after };
    const before = actionsOf(pointing, "before", listener, "default_action");
    const after = actionsOf(pointing, "after", listener, "default_action");
    if (listener.before === undefined || listener.after === undefined)
      return [...existence(listener), ...plainHttp(listener, before, after), ...begins(listener)];
    const plain = plainHttp(listener, before, after);
    return [
      ...plain,
      ...(plain.length > 0 ? [] : protocolFindings(states)),
      ...portFindings(states),
      ...policyFindings(states),
      ...certificateFindings(estate, pointing, listener, states, {
        path: "certificate_arn",
        reference: "certificate_arn",
      }),
      // A listener that no longer sends to HTTPS is said once.
      ...(plain.length > 0
        ? []
        : actionFindings(listener, before, after, { part: "default action", says: ["default_action"] })),
      ...trustStoreFindings(estate, listener, states),
      ...findingsOf(settings, states),
    ];
  });
}

const isTls = (value: States["before"]): boolean => ["HTTPS", "TLS"].includes(textOf(value, "protocol") ?? "");
const portOf = (value: States["before"]): string =>
  `${textOf(value, "protocol") ?? "port"} ${scalar(attribute(value, "port"))}`.trim();

/** Whether requests reach the application without TLS. */
const isPlain = (listener: Resource, side: Side, { reach, sendsToHttps }: Actions): boolean =>
  listener[side] !== undefined &&
  textOf(listener[side], "protocol") === "HTTP" &&
  !sendsToHttps &&
  (reach === "forwarded" || reach === "signed in");

function plainHttp(listener: Resource, before: Actions, after: Actions): Finding[] {
  const [was, is] = [isPlain(listener, "before", before), isPlain(listener, "after", after)];
  if (was === is) return [];
  const words = (side: Side, { words: doing }: Actions): string | undefined =>
    listener[side] === undefined ? undefined : `${portOf(listener[side])}: ${doing}`;
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
      says: ["protocol", "default_action"],
    },
  ];
}

/** A listener that is added or removed. */
function existence(listener: Resource): Finding[] {
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
function begins(listener: Resource): Finding[] {
  const value = listener.after ?? listener.before;
  const name = textOf(value, "ssl_policy") ?? "ELBSecurityPolicy-2016-08";
  if (!isTls(value) || attribute(value, "ssl_policy") === unknown || !isOld("loadBalancer", name)) return [];
  const isNew = listener.after !== undefined;
  return [
    {
      rule: "tls-policy",
      consequence: "guard lost",
      direction: isNew ? "weaker" : "stronger",
      place: listener,
      part: "TLS policy",
      ...(isNew ? { after: name } : { before: name }),
      meaning: isNew
        ? "Clients may use versions of TLS that are broken."
        : "Clients may no longer use versions of TLS that are broken.",
    },
  ];
}

/** The end of TLS at the load balancer where requests do not become plain HTTP, and the change of protocols beside. */
function protocolFindings({ place, before, after }: States): Finding[] {
  const [was, is] = [textOf(before, "protocol"), textOf(after, "protocol")];
  if (attribute(after, "protocol") === unknown)
    return [unknownFinding({ place, before, after }, "protocol", ["protocol"])];
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
      says: ["protocol"],
    },
  ];
}

function portFindings({ place, before, after }: States): Finding[] {
  const [was, is] = [attribute(before, "port"), attribute(after, "port")];
  if (keyOf(was) === keyOf(is)) return [];
  if (is === unknown) return [unknownFinding({ place, before, after }, "port", ["port"])];
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

/** Elastic Load Balancing takes ELBSecurityPolicy-2016-08 where Terraform names none (User Guide, "Security policies"). */
function policyFindings(states: States): Finding[] {
  const { before, after } = states;
  if (!isTls(before) || !isTls(after)) return [];
  if (attribute(after, "ssl_policy") === unknown) return [unknownFinding(states, "TLS policy", ["ssl_policy"])];
  const [was, is] = [before, after].map((value) => textOf(value, "ssl_policy") ?? "ELBSecurityPolicy-2016-08");
  if (was === undefined || is === undefined) return [];
  return tlsFindings(states, { service: "loadBalancer", path: "ssl_policy", before: was, after: is });
}

function trustStoreFindings(estate: Estate, listener: Resource, states: States): Finding[] {
  const path = "mutual_authentication.trust_store_arn";
  const [was, is] = [estate.target("before", listener, path), estate.target("after", listener, path)];
  const [before, after] = [valueAt(states.before, path), valueAt(states.after, path)];
  // Without client certificates the mode says all.
  if (before === undefined || after === undefined || keyOf(before) === keyOf(after)) return [];
  if (was.kind === "resource" && is.kind === "resource" && was.resource === is.resource) return [];
  if (is.kind === "unknown") return [unknownFinding(states, "trust store", [path])];
  return findingsOf(
    [
      {
        rule: "mutual-tls-trust-store",
        consequence: "exposure",
        path,
        part: "trust store",
        judge: presence,
        weaker: "",
        stronger: "",
        changed: "Clients with certificates of other issuers connect, and those of the old issuers may be refused.",
      },
    ],
    states,
  );
}
