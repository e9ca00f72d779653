import { Estate } from "../../estate";
import type { Finding } from "../../finding";
import { cannotTell, neutral } from "../../settings/judges";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";
import { wholeFinding } from "./whole";

const domains: readonly Setting[] = [
  {
    rule: "user-pool-domain",
    consequence: "downtime",
    path: "domain",
    part: "domain",
    judge: cannotTell,
    changed: "The sign-in pages are at another address: apps and identity providers that have the old one fail.",
  },
  {
    rule: "user-pool-domain-pool",
    consequence: "downtime",
    path: "user_pool_id",
    part: "user pool",
    isReference: true,
    judge: cannotTell,
    changed: "The sign-in pages are those of another pool.",
  },
  {
    rule: "user-pool-domain-certificate",
    consequence: "other",
    path: "certificate_arn",
    part: "certificate",
    isReference: true,
    judge: neutral,
    changed: "The sign-in pages show another certificate.",
  },
  {
    rule: "user-pool-domain-pages",
    consequence: "other",
    path: "managed_login_version",
    part: "version of the sign-in pages",
    judge: neutral,
    changed: "Users see the other kind of sign-in pages.",
  },
];

export const judgedOfDomains = domains.map(({ path }) => path);

export const domainFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_cognito_user_pool_domain").flatMap((one) => [
    ...settingFindings(domains, statesOf(one), estate),
    ...wholeFinding(one, { rule: "user-pool-domain", consequence: "downtime" }, "stronger", {
      added: "The pool has sign-in pages at this domain.",
      removed: "The pool has no sign-in pages at this domain any more: apps that send users there fail.",
    }),
  ]);
