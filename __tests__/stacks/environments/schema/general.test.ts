import { checkEnvironments } from "../../../../stacks/environments/check";
import { quote } from "../../../../stacks/environments/schema/fault";
import { production } from "../../../support/records";
import { today } from "../../../support/today";

const faultsOf = (record: object): string[] => {
  try {
    checkEnvironments({ it: { ...production, ...record } }, today);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
};
const policy = (owner: string, name = "boundary") => `arn:aws:iam::${owner}:policy/${name}`;

describe("permissionsBoundaryArn", () => {
  test("is a managed policy of the environment's account or of AWS, with a path or without one", () => {
    for (const permissionsBoundaryArn of [
      policy("123456789012"),
      policy("123456789012", "organization/workloads/boundary"),
      policy("aws", "PowerUserAccess"),
      policy("aws", "job-function/SystemAdministrator"),
    ]) {
      expect(faultsOf({ permissionsBoundaryArn })).toEqual([]);
    }
  });

  test("is of no other account, where the environment's is known", () => {
    const permissionsBoundaryArn = policy("999999999999");
    expect(faultsOf({ permissionsBoundaryArn })).toEqual([
      `environments.it.permissionsBoundaryArn is "${permissionsBoundaryArn}"; give a policy of account 123456789012 or of AWS, since no other can be a boundary there`,
    ]);
    expect(faultsOf({ permissionsBoundaryArn, accountId: undefined })).toEqual([]);
  });

  test("is the whole ARN of a policy, and of nothing else", () => {
    for (const given of [
      "",
      "boundary",
      "arn:aws:iam::123456789012:role/boundary",
      "arn:aws-cn:iam::123456789012:policy/boundary",
      policy("12345"),
      policy("123456789012", ""),
      policy("123456789012", "a//b"),
      policy("123456789012", "/b"),
      policy("123456789012", "a/"),
      policy("123456789012", "a b"),
      policy("123456789012", "x".repeat(129)),
      `${policy("123456789012")}\n`,
      `${policy("123456789012")} and more`,
    ]) {
      expect(faultsOf({ permissionsBoundaryArn: given })).toEqual([
        `environments.it.permissionsBoundaryArn is ${quote(given)}; give the ARN of a managed policy, such as arn:aws:iam::123456789012:policy/boundary`,
      ]);
    }
  });
});
