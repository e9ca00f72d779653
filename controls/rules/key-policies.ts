import { accountOf, resourcesOf, type Stacks, type Violation } from "./model";
import { demanded, many, principalsOf, statementsOf } from "./policy";

/**
 * A key rotates and is administered by the account alone; whoever else uses it is named: a service by a condition on what
 * for, anybody by conditions on account and role.
 */
export function keysAreTheAccounts(stacks: Stacks): Violation[] {
  return resourcesOf(stacks, "aws_kms_key").flatMap(({ stack, where, block }) => {
    const root = `arn:aws:iam::${accountOf(stacks, stack)}:root`;
    const statements = statementsOf(block.policy).filter(({ Effect }) => Effect === "Allow");
    const faults = statements.flatMap((statement) => {
      const { Sid = "a statement", Action, NotAction } = statement;
      const whole = NotAction !== undefined || many(Action).some((action) => action === "*" || action === "kms:*");
      return principalsOf(statement).flatMap(([kind, who]) => {
        if (kind === "AWS" && who === root) return [];
        if (whole) return [`${Sid} grants every action on the key to ${who}`];
        if (kind === "Service")
          return statement.Condition === undefined ? [`${Sid} admits ${who} without a condition`] : [];
        if (who !== "*") return [`${Sid} admits ${who}`];
        return ["kms:CallerAccount", "aws:PrincipalArn"]
          .filter((key) => demanded(statement, key).length === 0 || demanded(statement, key).includes("*"))
          .map((key) => `${Sid} admits anybody without ${key}`);
      });
    });
    const kept = statements.some(
      (statement) =>
        principalsOf(statement).some(([, who]) => who === root) && many(statement.Action).includes("kms:*"),
    );
    return [
      ...(block.enable_key_rotation === true ? [] : ["does not rotate"]),
      ...(kept ? [] : ["cannot be administered by its account"]),
      ...faults,
    ].map((what) => ({ where, what }));
  });
}
