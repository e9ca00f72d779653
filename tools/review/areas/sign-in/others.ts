import type { Estate, Resource } from "../../estate";
import { blocksOf, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Members, judgedMembers, memberFindings } from "../../members";
import { type Setting, orderOf, settingFindings, whenOn, withPlace } from "../../settings";
import { changedNames } from "../apis/integrations";
import { sidesOf } from "../../settings";

type Words = Readonly<Record<"removed" | "added", string>>;

/** A resource that comes or goes: the same rule both ways. */
function wholeFinding(
  one: Resource,
  finding: Pick<Finding, "rule" | "consequence">,
  more: "weaker" | "stronger",
  words: Words,
): readonly Finding[] {
  if ((one.before === undefined) === (one.after === undefined)) return [];
  const isNew = one.before === undefined;
  const less = more === "weaker" ? "stronger" : "weaker";
  return [{ ...finding, direction: isNew ? more : less, place: one, meaning: isNew ? words.added : words.removed }];
}

const isThere = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

const domains: readonly Setting[] = [
  {
    rule: "user-pool-domain",
    consequence: "downtime",
    path: "domain",
    part: "domain",
    changed: {
      direction: "cannot tell",
      meaning: "The sign-in pages are at another address: apps and identity providers that have the old one fail.",
    },
  },
  {
    rule: "user-pool-domain-pool",
    consequence: "downtime",
    path: "user_pool_id",
    part: "user pool",
    isReference: true,
    changed: { direction: "cannot tell", meaning: "The sign-in pages are those of another pool." },
  },
  {
    rule: "user-pool-domain-certificate",
    consequence: "other",
    path: "certificate_arn",
    part: "certificate",
    isReference: true,
    changed: { direction: "neutral", meaning: "The sign-in pages show another certificate." },
  },
  {
    rule: "user-pool-domain-pages",
    consequence: "other",
    path: "managed_login_version",
    part: "version of the sign-in pages",
    changed: { direction: "neutral", meaning: "Users see the other kind of sign-in pages." },
  },
];

export const judgedOfDomains = domains.map(({ path }) => path);

export const domainFindings = (estate: Estate): readonly Finding[] =>
  changed(estate, "aws_cognito_user_pool_domain").flatMap((one) => [
    ...settingFindings(one, domains, estate),
    ...wholeFinding(one, { rule: "user-pool-domain", consequence: "downtime" }, "stronger", {
      added: "The pool has sign-in pages at this domain.",
      removed: "The pool has no sign-in pages at this domain any more: apps that send users there fail.",
    }),
  ]);

const changed = (estate: Estate, type: string): readonly Resource[] =>
  estate.ofType(type).filter((one) => isChanged(one) && one.action !== "forget");

export const judgedOfResourceServers = ["scope", "identifier", "user_pool_id"];

/** The scopes that clients can ask for and routes can ask of a token. */
export const resourceServerFindings = (estate: Estate): readonly Finding[] =>
  changed(estate, "aws_cognito_resource_server").flatMap((one) => {
    const names = (side: "before" | "after"): readonly string[] => {
      const identifier = textOf(one[side], "identifier") ?? "";
      return blocksOf(one[side], "scope").map((scope) => `${identifier}/${textOf(scope, "scope_name") ?? ""}`);
    };
    const found = judgedMembers(
      {
        rule: "resource-server-scopes",
        consequence: "contract",
        part: "scopes",
        more: "stronger",
        added: "Clients may be given this scope.",
        removed: "Apps that ask for this scope get an error, and routes that ask for it of a token are closed.",
      },
      names("before"),
      names("after"),
    );
    return isThere(one)
      ? found.map((finding) => withPlace(finding, one, "scope", "identifier", "scope_identifiers"))
      : found.map((finding) => ({ ...finding, place: one }));
  });

const actions = orderOf("NO_ACTION", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "BLOCK");

/** Amazon Cognito User Pools API reference, "SetRiskConfiguration". */
const risks: readonly Setting[] = [
  ...["low", "medium", "high"].flatMap((level): readonly Setting[] => [
    {
      rule: "threat-protection-action",
      consequence: "guard lost",
      path: `account_takeover_risk_configuration.actions.${level}_action.event_action`,
      part: `sign-in of ${level} risk`,
      standard: "NO_ACTION",
      safety: actions,
      weaker: "A sign-in that looks like a stolen account meets less.",
      stronger: "A sign-in that looks like a stolen account meets more: some of the real users too.",
    },
    {
      rule: "threat-protection-notice",
      consequence: "guard lost",
      path: `account_takeover_risk_configuration.actions.${level}_action.notify`,
      part: `notice of a sign-in of ${level} risk`,
      standard: false,
      safety: whenOn,
      weaker: "The user is not told of a sign-in that looks like a stolen account.",
      stronger: "The user is told of a sign-in that looks like a stolen account.",
    },
  ]),
  {
    rule: "threat-protection-passwords",
    consequence: "guard lost",
    path: "compromised_credentials_risk_configuration.actions.event_action",
    part: "passwords that are known to be stolen",
    standard: "NO_ACTION",
    safety: actions,
    weaker: "Passwords that are known to be stolen are taken.",
    stronger: "Passwords that are known to be stolen are refused.",
  },
  {
    rule: "threat-protection-sender",
    consequence: "other",
    path: "account_takeover_risk_configuration.notify_configuration",
    part: "notices to users",
    changed: {
      direction: "cannot tell",
      meaning: "Users get notices from another sender or with another text: check that SES may send for it.",
    },
  },
];

const riskMembers: readonly Members[] = [
  {
    rule: "threat-protection-passwords",
    consequence: "guard lost",
    path: "compromised_credentials_risk_configuration.event_filter",
    part: "when passwords are checked",
    more: "stronger",
    added: "Passwords are checked here too.",
    removed: "Passwords that are known to be stolen are not looked for here.",
  },
  {
    rule: "threat-protection-exceptions",
    consequence: "guard lost",
    path: "risk_exception_configuration.skipped_ip_range_list",
    part: "addresses that are never a risk",
    more: "weaker",
    added: "Sign-ins from there are not checked.",
    removed: "Sign-ins from there are checked.",
  },
  {
    rule: "threat-protection-exceptions",
    consequence: "guard lost",
    path: "risk_exception_configuration.blocked_ip_range_list",
    part: "addresses that are always refused",
    more: "stronger",
    added: "Sign-ins from there are refused.",
    removed: "Sign-ins from there are no longer refused.",
  },
];

export const judgedOfRisks = [
  ...new Set([...risks, ...riskMembers].map(({ path }) => path.split(".")[0] ?? path)),
  "user_pool_id",
  "client_id",
];

export const riskFindings = (estate: Estate): readonly Finding[] =>
  changed(estate, "aws_cognito_risk_configuration").flatMap((one) => [
    ...settingFindings(one, risks),
    ...memberFindings(one, riskMembers),
    ...wholeFinding(one, { rule: "threat-protection", consequence: "guard lost" }, "stronger", {
      added: "What is done about sign-ins that look like an attack is set.",
      removed: "What is done about sign-ins that look like an attack is AWS's own choice again.",
    }),
  ]);

export const judgedOfProviders = [
  "provider_details",
  "attribute_mapping",
  "idp_identifiers",
  "provider_name",
  "provider_type",
  "user_pool_id",
];

/** Who else says who a user is. */
export const providerFindings = (estate: Estate): readonly Finding[] =>
  changed(estate, "aws_cognito_identity_provider").flatMap((one) => [
    ...wholeFinding(one, { rule: "identity-provider", consequence: "exposure" }, "weaker", {
      added: "Whoever this provider lets in may be a user of the pool, where a client takes the provider.",
      removed: "Users of this provider can no longer sign in.",
    }),
    ...(isThere(one)
      ? ["provider_details", "attribute_mapping", "idp_identifiers", "provider_name", "provider_type"]
      : []
    ).flatMap((path) => {
      const [before, after] = sidesOf(one, path);
      const names = changedNames(before, after);
      if (names.length === 0) return [];
      const finding = {
        rule: "identity-provider-details",
        consequence: "exposure",
        direction: "cannot tell",
        part: `${path.replaceAll("_", " ")} ${names.join(", ")}`.trim(),
        meaning: "Others may be let in, or a user may be taken for another: compare the provider's settings.",
      } as const;
      return [withPlace(finding, one, path)];
    }),
  ]);
