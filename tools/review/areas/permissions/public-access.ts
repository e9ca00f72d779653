import type { Access } from "../../../../analysis/policies/difference";

type Clause = Access["clauses"][number];

/**
 * Whether the access is anybody's: everybody is the principal, and no condition with a fixed value holds them to an account, an
 * organization, a network or one resource (Amazon S3 User Guide, "The meaning of public"). Of a provider that anybody has an account
 * at, such as GitHub, everybody is anybody whose token the provider signs (IAM User Guide, "Create a role for OpenID Connect
 * federation").
 */
export function isPublic({ principal, clauses }: Access): boolean {
  const everybody = principal.all.every((union) => union.some((one) => one === "*" || /^direct \S+ \*$/.test(one)));
  if (everybody) return !clauses.some(isFixed);
  const [shared] = principal.all.flatMap((union) => union.flatMap((one) => providerOf(one) ?? []));
  return shared !== undefined && !clauses.some((clause) => isFixedFor(clause, shared));
}

const fixing = new Set(
  [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "aws:VpcSourceIp",
    "kms:CallerAccount",
    "lambda:EventSourceToken",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
  ].map((key) => key.toLowerCase()),
);

const isFixed = (clause: Clause): boolean =>
  isPositive(clause) &&
  fixing.has(clause.key.toLowerCase()) &&
  clause.values.length > 0 &&
  clause.values.every(isNarrow);

/** An operator that does not hold for other values, nor without the key. */
const isPositive = ({ operator }: Clause): boolean =>
  /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i.test(operator);

/** A block of addresses that is not half of all, an ARN of one account or one name, another text that does not begin with a wildcard. */
function isNarrow(value: string): boolean {
  const bits = /^[\da-f.:]+\/(\d+)$/i.exec(value)?.[1];
  if (bits !== undefined) return Number(bits) > 1;
  if (!value.startsWith("arn:")) return !/^(?:[*?]|\$\{)/.test(value);
  const [, , , , account = "", ...name] = value.split(":");
  return /^\d{12}$/.test(account) || (account === "" && !/^(?:[*?]|$)/.test(name.join(":")));
}

/** Providers whose tokens anybody can have. */
const providers =
  /^direct Federated (?:arn:[^:]*:iam::[^:]*:oidc-provider\/)?((?:token\.actions\.githubusercontent|gitlab|accounts\.google|www\.amazon|graph\.facebook|cognito-identity\.amazonaws)\.com|app\.terraform\.io|agent\.buildkite\.com)/;

const providerOf = (principal: string): string | undefined => providers.exec(principal)?.[1];

/** The providers whose tokens all have the same audience: only the subject tells their users apart. */
const bySubject = /^(?:token\.actions|gitlab|app\.terraform|agent\.buildkite)/;

function isFixedFor(clause: Clause, provider: string): boolean {
  const claim = clause.key.slice(clause.key.lastIndexOf(":") + 1).toLowerCase();
  const claims = bySubject.test(provider)
    ? ["sub", "repository", "repository_owner", "job_workflow_ref"]
    : ["sub", "aud", "app_id"];
  return isPositive(clause) && claims.includes(claim) && clause.values.every((value) => !/^(?:\w+:)?[*?]/.test(value));
}
