import { type Estate, type Resource, attribute, textOf, textsOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";

interface Trusted {
  readonly path: string;
  readonly called: string;
  readonly more: string;
  readonly less: string;
}

/**
 * IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM": thumbprints count only where no certificate
 * authority that AWS trusts has signed the provider's certificate.
 */
const trusted: readonly Trusted[] = [
  {
    path: "client_id_list",
    called: "audience",
    more: "Tokens of the provider that are made for this audience are taken from now on.",
    less: "Tokens of the provider for this audience are refused from now on.",
  },
  {
    path: "thumbprint_list",
    called: "certificate",
    more: "AWS takes keys of the provider from whoever has this certificate, unless the provider's is of an authority that AWS trusts.",
    less: "Sign-ins may be refused, unless the provider's certificate is of an authority that AWS trusts.",
  },
];

/** Which tokens of other identity providers AWS takes. */
export const providerFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_iam_openid_connect_provider").flatMap((provider) => {
    if (provider.before === undefined || provider.after === undefined) return [comingOrGoing(provider)];
    const [was, is] = [textOf(provider.before, "url"), textOf(provider.after, "url")];
    if (was !== is)
      return [
        { ...comingOrGoing(provider), direction: "cannot tell", ...(was && { before: was }), ...(is && { after: is }) },
      ];
    return trusted.flatMap((part) => listFindings(provider, part));
  });

function comingOrGoing(provider: Resource): Finding {
  const isNew = provider.after !== undefined;
  return {
    rule: "identity-provider",
    consequence: "privilege gained",
    direction: isNew ? "weaker" : "stronger",
    place: provider,
    before: isNew ? "not known to AWS" : "known to AWS",
    after: isNew ? "known to AWS" : "not known to AWS",
    meaning: isNew
      ? "Who has a token of this provider may take the roles whose trust policy names the provider."
      : "Who took a role with a token of this provider is refused from now on.",
  };
}

function listFindings(provider: Resource, { path, called, more, less }: Trusted): readonly Finding[] {
  if (attribute(provider.before, path) !== unknown && attribute(provider.after, path) === unknown)
    return provider.references[path] === undefined ? [] : [unknownOf(provider, path)];
  const [had, has] = [textsOf(provider.before, path), textsOf(provider.after, path)];
  const base = { rule: "identity-provider", consequence: "privilege gained", place: provider, says: [path] } as const;
  return [
    ...has
      .filter((one) => !had.includes(one))
      .map((one): Finding => ({
        ...base,
        direction: "weaker",
        part: `${called} ${one}`,
        before: "refused",
        after: "taken",
        meaning: more,
      })),
    ...had
      .filter((one) => !has.includes(one))
      .map((one): Finding => ({
        ...base,
        direction: "stronger",
        part: `${called} ${one}`,
        before: "taken",
        after: "refused",
        meaning: less,
      })),
  ];
}

const unknownOf = (place: Resource, path: string): Finding => ({
  rule: "identity-provider",
  consequence: "not reviewable",
  direction: "cannot tell",
  place,
  part: path,
  after: "known after apply",
  meaning: "Which tokens of the provider AWS takes cannot be told from the plan.",
  says: [path],
});
