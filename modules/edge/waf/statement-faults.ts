import { actionFaults } from "./action";
import type { RuleAction } from "./action";
import { pathFaults } from "./managed-rule-group-configuration";
import { managedRuleGroup } from "./managed-rule-groups";
import { scopeDownFaults, standaloneFaults } from "./nestable-faults";
import { rateBasedFaults } from "./rate-based-faults";
import type { ManagedRuleGroupStatement, Statement } from "./statement";

/** WAF Developer Guide, "AWS WAF quotas". */
const quotas = { countryCodesInARule: 50, overridesOfAGroup: 100 };

/**
 * Lists what AWS or its provider would refuse, each as a sentence.
 *
 * @param place the rule, as the beginning of a sentence
 * @param bodyKeys the response bodies that an override may answer with
 */
export function statementFaults(statement: Statement, place: string, bodyKeys: readonly string[] = []): string[] {
  const countries = countCountries(statement);
  const faults =
    countries > quotas.countryCodesInARule
      ? [`${place} names ${countries} countries; give at most ${quotas.countryCodesInARule} in a rule`]
      : [];
  switch (statement.kind) {
    case "rate_based":
      return [...faults, ...rateBasedFaults(statement, place)];
    case "managed_rule_group":
      return [...faults, ...managedRuleGroupFaults(statement, place, bodyKeys)];
    case "rule_group_reference":
      return [...faults, ...overrideFaults(statement.overrides ?? {}, place, bodyKeys)];
    default:
      return [...faults, ...standaloneFaults(statement, place)];
  }
}

function managedRuleGroupFaults(
  statement: ManagedRuleGroupStatement,
  place: string,
  bodyKeys: readonly string[],
): string[] {
  const { name, rules, versioned } = managedRuleGroup(statement.group);
  const faults = [
    ...overrideFaults(statement.overrides ?? {}, place, bodyKeys),
    ...scopeDownFaults(statement.scopeDown, place),
  ];
  for (const rule of Object.keys(statement.overrides ?? {}).filter((rule) => !rules.includes(rule))) {
    faults.push(`${place} overrides "${rule}"; ${name} has the rules ${rules.join(", ")}`);
  }
  if (statement.version !== null && !versioned)
    faults.push(`${place} pins a version of ${name}, which AWS publishes without versions; give null`);
  if (statement.version !== null && !/^[\w#:./-]{1,64}$/.test(statement.version)) {
    faults.push(`${place} pins the version "${statement.version}"; give a version such as Version_1.0`);
  }
  if (statement.group === "accountTakeover") {
    const { loginPath, pathIsRegex = false } = statement.configuration;
    faults.push(...pathFaults(loginPath, pathIsRegex, `${place} watches the login path`));
  }
  if (statement.group === "accountCreationFraud") {
    const { registrationPagePath, creationPath, pathsAreRegex = false } = statement.configuration;
    faults.push(...pathFaults(registrationPagePath, pathsAreRegex, `${place} watches the registration page`));
    faults.push(...pathFaults(creationPath, pathsAreRegex, `${place} watches the creation path`));
  }
  return faults;
}

function overrideFaults(
  overrides: Readonly<Partial<Record<string, RuleAction>>>,
  place: string,
  bodyKeys: readonly string[],
): string[] {
  const entries = Object.entries(overrides);
  const faults = entries.flatMap(([rule, action]) =>
    action === undefined ? [] : actionFaults(action, bodyKeys, `${place}, overriding "${rule}",`),
  );
  if (entries.length > quotas.overridesOfAGroup) {
    faults.push(`${place} overrides ${entries.length} rules; the provider accepts ${quotas.overridesOfAGroup}`);
  }
  return faults;
}

function countCountries(statement: Statement): number {
  switch (statement.kind) {
    case "geo_match":
      return statement.countryCodes.length;
    case "and":
    case "or":
      return statement.statements.reduce((sum, inner) => sum + countCountries(inner), 0);
    case "not":
      return countCountries(statement.statement);
    case "rate_based":
    case "managed_rule_group":
      return statement.scopeDown === undefined ? 0 : countCountries(statement.scopeDown);
    default:
      return 0;
  }
}
