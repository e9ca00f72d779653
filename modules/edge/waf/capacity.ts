import * as shared from "../../../analysis/firewall-capacity/capacity";
import { managedRuleGroup } from "./managed-rule-groups";
import type { Statement } from "./statement";

export const { capacityLimits } = shared;

const withGroupName = (statement: Statement): shared.CapacityStatement =>
  statement.kind === "managed_rule_group" ? { ...statement, name: managedRuleGroup(statement.group).name } : statement;

/** The capacity units of a statement: an upper bound. */
export const statementCapacity = (statement: Statement): number => shared.statementCapacity(withGroupName(statement));

/** The capacity of a web ACL or a rule group with these rules: an upper bound. */
export function capacityOf(
  rules: readonly { readonly statement: Statement; readonly labels?: readonly string[] }[],
): number {
  return shared.capacityOf(rules.map((rule) => ({ ...rule, statement: withGroupName(rule.statement) })));
}

export interface CapacityRule {
  /** Whether the price of more than is included is accepted, with a reason. */
  readonly surchargeAccepted: boolean;
}

/** Says what is wrong with a web ACL's capacity, as the end of a sentence after the place. */
export function capacityFaults(capacity: number, { surchargeAccepted }: CapacityRule): string[] {
  const { included, most } = capacityLimits;
  const units = `takes ${capacity.toLocaleString("en")} capacity units`;
  if (capacity > most) return [`${units}; AWS allows ${most.toLocaleString("en")}`];
  if (capacity > included && !surchargeAccepted) {
    return [
      `${units}; the price includes ${included.toLocaleString("en")}, so take rules out or accept the surcharge with a reason`,
    ];
  }
  return [];
}
