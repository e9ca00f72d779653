import type { Estate, Resource } from "../../estate";
import type { Finding } from "../../finding";
import { isUpdate } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { namedFindings } from "../../settings/setting";

const type = "aws_lambda_function";
const [subnets, groups] = ["vpc_config.subnet_ids", "vpc_config.security_group_ids"];

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
      .flatMap((resource) => {
        const found = vpcFindings(estate, resource);
        return found.length > 0 ? found : groupFindings(estate, resource);
      }),
};

const vpcFindings = (estate: Estate, resource: Resource): readonly Finding[] =>
  namedFindings(
    estate,
    resource,
    { rule: "function-vpc", path: subnets, part: "VPC", says: ["vpc_config"] },
    ({ before, after }) => {
      const [was, is] = [before.length > 0, after.length > 0];
      if (was === is) return undefined;
      return {
        consequence: "guard lost",
        direction: is ? "stronger" : "weaker",
        meaning: is
          ? "The function sends its traffic through the VPC, where its security groups bound what the function reaches."
          : "The function leaves the VPC: no security group bounds what the function reaches, and no flow log sees its traffic.",
      };
    },
    // That subnets are known after apply only is said with their zones.
  ).filter(({ consequence }) => consequence !== "not reviewable");

const groupFindings = (estate: Estate, resource: Resource): readonly Finding[] =>
  namedFindings(estate, resource, { rule: "function-security-groups", path: groups, part: "security groups" }, () => ({
    consequence: "guard lost",
    direction: "cannot tell",
    meaning: "Other security groups bound what the function reaches: compare their rules.",
  }));
