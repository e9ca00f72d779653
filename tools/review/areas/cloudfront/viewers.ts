import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { certificateFindings } from "../transport/certificates";
import type { Pointing } from "../transport/pointing";
import { oldTlsFindings, tlsFindings } from "../transport/tls";
import { cannotTell } from "../../settings/judges";
import { valueAt } from "../../settings/paths";
import { type Setting, type States, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { scalar } from "../../settings/words";

const policyPath = "viewer_certificate.minimum_protocol_version";

/** CloudFront's own certificate always goes with TLSv1 (Developer Guide, "Security policy (minimum SSL/TLS version)"). */
function policyOf(value: States["before"]): string {
  if (scalar(valueAt(value, "viewer_certificate.cloudfront_default_certificate")) === "true") return "TLSv1";
  return scalar(valueAt(value, policyPath)) || "TLSv1";
}

const settings: readonly Setting[] = [
  {
    rule: "sni",
    consequence: "downtime",
    path: "viewer_certificate.ssl_support_method",
    part: "SSL support method",
    judge: cannotTell,
    changed: "Viewers that name no host when they connect get another certificate, or dedicated addresses come or go.",
  },
];

/** How viewers connect: the floor of TLS and the certificate. */
export function viewerCertificateFindings(estate: Estate, pointing: Pointing, distribution: Resource): Finding[] {
  const states: States = statesOf(distribution);
  const { before, after } = states;
  if (valueAt(after, "viewer_certificate") === unknown)
    return [unknownFinding(states, "viewer certificate", ["viewer_certificate"])];
  if (before === undefined || after === undefined) return begins(distribution);
  const isOpen = valueAt(after, policyPath) === unknown;
  const [was, is] = [before, after].map((value) =>
    scalar(valueAt(value, "viewer_certificate.cloudfront_default_certificate")),
  );
  const defaults: readonly Finding[] =
    was === is || (was !== "true" && is !== "true") ? [] : [toDefault(distribution, is === "true")];
  return [
    ...(isOpen
      ? [unknownFinding(states, "TLS policy", [policyPath])]
      : tlsFindings(states, {
          service: "cloudFront",
          path: policyPath,
          before: policyOf(before),
          after: policyOf(after),
        })),
    ...defaults,
    ...["acm_certificate_arn", "iam_certificate_id"].flatMap((name) =>
      certificateFindings(estate, pointing, distribution, states, {
        path: `viewer_certificate.${name}`,
        reference: `viewer_certificate.${name}`,
      }),
    ),
    ...(defaults.length > 0 ? [] : [...sourceFindings(states), ...settingFindings(settings, states)]),
  ];
}

/** A certificate from another store: of ACM, or one that was uploaded to IAM. */
function sourceFindings(states: States): Finding[] {
  const [was, is] = [states.before, states.after].map((value) =>
    ["acm_certificate_arn", "iam_certificate_id"].filter(
      (name) => valueAt(value, `viewer_certificate.${name}`) !== undefined,
    ),
  );
  const [had, has] = [was?.join() ?? "", is?.join() ?? ""];
  if (had === has) return [];
  return [
    {
      rule: "tls-certificate",
      consequence: "downtime",
      direction: "cannot tell",
      place: states.place,
      part: "certificate",
      before: sourceWords(had),
      after: sourceWords(has),
      meaning: "The plans do not tell whether the other certificate is valid for the same names.",
      says: ["viewer_certificate"],
    },
  ];
}

const sourceWords = (name: string): string =>
  name === "" ? "none" : name.startsWith("acm") ? "of ACM" : "of IAM, which AWS does not renew";

function toDefault(distribution: Resource, isDefault: boolean): Finding {
  return {
    rule: "default-certificate",
    consequence: "downtime",
    direction: isDefault ? "weaker" : "stronger",
    place: distribution,
    part: "certificate",
    before: isDefault ? "its own" : "CloudFront's",
    after: isDefault ? "CloudFront's" : "its own",
    meaning: isDefault
      ? "Viewers who come by a name of yours are shown CloudFront's certificate, and refuse to connect."
      : "Viewers are shown a certificate for a name of yours.",
    says: ["viewer_certificate"],
  };
}

/** A distribution that begins, or ends, with versions of TLS that are broken. */
function begins(distribution: Resource): Finding[] {
  const value = distribution.after ?? distribution.before;
  return valueAt(value, policyPath) === unknown
    ? []
    : oldTlsFindings(distribution, "cloudFront", policyOf(value), "Viewers");
}
