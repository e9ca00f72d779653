import { allowedOnlyIn, vocabularyOf, type Difference } from "./difference";
import { policyOf, type Policy } from "./statements";

/**
 * What AWS's own policies allow, by their names (AWS Managed Policy Reference: AdministratorAccess; PowerUserAccess v12 of
 * 2026-02-12). A policy that is not here is undecided: AWS widens its policies, and a row that is too narrow would hide a gain.
 */
const statements: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    {
      Effect: "Allow",
      Action: [
        "account:GetAccountInformation",
        "account:GetGovCloudAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeEffectivePolicy",
        "organizations:DescribeOrganization",
      ],
      Resource: "*",
    },
  ],
};
/** Of these the table is exact enough to take away what they allow; of the others only what they may allow is known. */
const exact = ["AdministratorAccess"];

const name = /^arn:aws[\w-]*:iam::aws:policy\/(?:[\w-]+\/)*([\w+=,.@-]+)$/;

/** The policy by its ARN, as wide as it may be; undefined if only its JSON can tell. */
function widestOf(arn: string): Policy | undefined {
  const own = nameOf(arn);
  const known = Object.hasOwn(statements, own) ? statements[own] : undefined;
  if (known === undefined) return undefined;
  const policy = policyOf({ Statement: known });
  return "unknown" in policy ? undefined : policy;
}

const nameOf = (arn: string): string => name.exec(arn)?.[1] ?? "";

/** What one of AWS's own policies allows, where that is known exactly. */
export const exactPolicyOf = (arn: string): object | undefined =>
  exact.includes(nameOf(arn)) ? { Statement: statements[nameOf(arn)] } : undefined;

/** What an identity gains and loses by the policies that are attached to it by ARN. An ARN on both sides changes nothing. */
export function attachedDifference(before: readonly string[], after: readonly string[]): Difference {
  const [gone, come] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
  const unknown = [...gone, ...come].filter((one) => widestOf(one) === undefined);
  if (unknown.length > 0)
    return { undecided: [...new Set(unknown)].sort().map((arn) => `${arn}: what the policy allows is not known here`) };
  const widest = (arns: readonly string[]): Policy => arns.flatMap((arn) => widestOf(arn) ?? []);
  const surely = (arns: readonly string[]): Policy => widest(arns.filter((arn) => exact.includes(nameOf(arn))));
  return {
    gained: allowedOnlyIn([widest(come)], [surely(before)]),
    lost: allowedOnlyIn([widest(gone)], [surely(after)]),
    vocabulary: vocabularyOf([widest(come), widest(gone)]),
  };
}
