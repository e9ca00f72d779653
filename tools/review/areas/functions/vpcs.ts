import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import { named } from "../../settings/names";
import { valueAt } from "../../settings/paths";
import type { Question } from "../../settings/question";
import { notReviewable } from "../../settings/setting";

const type = "aws_lambda_function";

/**
 * Whether a function sends its traffic through the VPC, where security groups, endpoints and flow logs are (AWS Lambda Developer
 * Guide, "Giving Lambda functions access to resources in an Amazon VPC").
 */
export const vpcs: Question = {
  judges: { [type]: ["vpc_config"] },
  find: (estate) =>
    estate
      .changed(type)
      .filter(isUpdate)
      .flatMap((resource) => vpcFindings(estate, resource)),
};

function vpcFindings(estate: Estate, resource: Resource): readonly Finding[] {
  const [subnets, groups] = [
    named(estate, resource, "vpc_config.subnet_ids"),
    named(estate, resource, "vpc_config.security_group_ids"),
  ];
  const [was, is] = [subnets.before.length > 0, subnets.after.length > 0];
  if (was === is) return is ? groupFindings(resource, groups) : [];
  return [
    {
      rule: "function-vpc",
      consequence: "guard lost",
      direction: is ? "stronger" : "weaker",
      place: resource,
      part: "VPC",
      before: was ? subnets.words.before : "none",
      after: is ? subnets.words.after : "none",
      meaning: is
        ? "The function sends its traffic through the VPC, where its security groups bound what the function reaches."
        : "The function leaves the VPC: no security group bounds what the function reaches, and no flow log sees its traffic.",
      says: ["vpc_config"],
    },
  ];
}

function groupFindings(resource: Resource, { isSame, isUnknown, words }: ReturnType<typeof named>): readonly Finding[] {
  const path = "vpc_config.security_group_ids";
  const about = { rule: "function-security-groups", place: resource, part: "security groups", ...words, says: [path] };
  if (isUnknown && valueAt(resource.after, path) !== undefined) return notReviewable(resource, path, about);
  if (isSame) return [];
  return [
    {
      ...about,
      consequence: "guard lost",
      direction: "cannot tell",
      meaning: "Other security groups bound what the function reaches: compare their rules.",
    },
  ];
}
