import type { Estate, Resource } from "../../estate";
import { attribute } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { cannotTell, ranked, weakerWithout } from "../../settings/judges";
import { headsOf } from "../../settings/paths";
import { type Setting, settingFindings, statesOf, unknownFinding } from "../../settings/setting";
import { namesOf } from "./certificates";
import { lostAndGained } from "./sets";

/** Bits of strength by NIST SP 800-57 part 1, table 2 (AWS Certificate Manager User Guide, "Key algorithms"). */
const bits = {
  RSA_1024: 80,
  RSA_2048: 112,
  RSA_3072: 128,
  RSA_4096: 128,
  EC_prime256v1: 128,
  EC_secp384r1: 192,
  EC_secp521r1: 256,
};

const settings: readonly Setting[] = [
  {
    rule: "certificate-key",
    consequence: "guard lost",
    path: "key_algorithm",
    part: "key algorithm",
    judge: ranked(bits),
    standard: "RSA_2048",
    weaker: "The certificate's key is easier to break.",
    stronger: "The certificate's key is harder to break.",
    changed: "The certificate's key is of another kind, and as hard to break.",
  },
  {
    rule: "certificate-transparency",
    consequence: "guard lost",
    path: "options.certificate_transparency_logging_preference",
    part: "transparency log",
    judge: ranked({ DISABLED: 0, ENABLED: 1 }),
    standard: "ENABLED",
    weaker:
      "The certificate is in no public log: browsers refuse the certificate, and nobody sees a false one beside it.",
    stronger: "The certificate is in the public logs that browsers ask for.",
  },
  {
    rule: "certificate-validation",
    consequence: "downtime",
    path: "validation_method",
    part: "validation",
    judge: ranked({ EMAIL: 0, DNS: 1 }),
    weaker: "Somebody must answer an e-mail each time that the certificate is renewed.",
    stronger: "The certificate renews itself as long as its DNS record stands.",
  },
  {
    rule: "certificate-authority",
    consequence: "guard lost",
    path: "certificate_authority_arn",
    part: "private authority",
    judge: cannotTell,
    changed: "Another authority signs the certificate: clients must trust that authority.",
  },
  {
    rule: "certificate-imported",
    consequence: "downtime",
    path: "certificate_body",
    part: "imported certificate",
    judge: weakerWithout,
    weaker: "The certificate that was imported is gone.",
    stronger: "A certificate is imported, which AWS does not renew.",
    changed: "Another certificate is imported: read its names and its end.",
  },
];

export const certificateAttributes: readonly string[] = [
  "domain_name",
  "subject_alternative_names",
  ...headsOf(settings),
];

/** What a certificate is good for: its names, its key, and how it is renewed. */
export const acmFindings = (estate: Estate): Finding[] =>
  estate
    .changed("aws_acm_certificate")
    .filter(isUpdate)
    .flatMap((certificate) => {
      const states = statesOf(certificate);
      return [...nameFindings(certificate), ...settingFindings(settings, states)];
    });

function nameFindings(certificate: Resource): Finding[] {
  const [had, has] = [namesOf(certificate, "before"), namesOf(certificate, "after")];
  const says = ["domain_name", "subject_alternative_names"];
  const isImported = attribute(certificate.after, "certificate_body") !== undefined;
  if (isImported || had === undefined) return [];
  if (has === undefined) return [unknownFinding(statesOf(certificate), "names", says)];
  return lostAndGained(had, has).map(({ direction, values }) => ({
    rule: "certificate-names",
    consequence: "downtime",
    direction,
    place: certificate,
    part: "names",
    before: had.join(", "),
    after: has.join(", "),
    meaning:
      direction === "weaker"
        ? `Clients refuse to connect to ${values.join(", ")} where this certificate stands.`
        : `The certificate covers ${values.join(", ")} too, once each name is validated.`,
    says,
  }));
}
