import { Token } from "cdktf";
import { actionFaults } from "./action";
import type { RuleAction } from "./action";
import { isCountryCode } from "./country-codes";
import { pathFaults } from "./managed-rule-group-configuration";
import { managedRuleGroup } from "./managed-rule-groups";
import type { ManagedRuleGroupStatement, NestableStatement, RateBasedStatement, Statement } from "./statement";
import { requestComponentFaults } from "./request-component";
import { textTransformationFaults } from "./text-transformation";

/** How many and, or, not may stand within each other: what the schema of AWS provider 5.100.0 has room for. */
const deepestNesting = { statement: 3, scopeDown: 2 };

/** WAF Developer Guide, "AWS WAF quotas". */
const quotas = { searchStringCharacters: 200, regexCharacters: 200, countryCodesInARule: 50, overridesOfAGroup: 100 };

/** Requests for each window (WAF Developer Guide, "AWS WAF quotas"; WAF API Reference, RateBasedStatement). */
export const rateLimits = { least: 10, most: 2_000_000_000 };
export const evaluationWindows = [60, 120, 300, 600] as const;
const mostCustomKeys = 5;

/**
 * What AWS or its provider would refuse, each as a sentence.
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
      return [...faults, ...nestableFaults(statement, place, deepestNesting.statement)];
  }
}

function nestableFaults(statement: NestableStatement, place: string, levelsLeft: number): string[] {
  const holdsOthers = statement.kind === "and" || statement.kind === "or" || statement.kind === "not";
  if (holdsOthers && levelsLeft === 0) {
    const { statement: deepest, scopeDown } = deepestNesting;
    return [
      `${place} nests ${statement.kind} too deep; the provider has room for ${deepest} and, or, not within each other, and ${scopeDown} to scope down`,
    ];
  }
  switch (statement.kind) {
    case "and":
    case "or": {
      const given: readonly NestableStatement[] = statement.statements;
      return [
        ...(given.length < 2
          ? [`${place} has an ${statement.kind} of ${given.length} statements; give two at least`]
          : []),
        ...given.flatMap((inner) => within(statement.kind, inner, place, levelsLeft)),
      ];
    }
    case "not":
      return within(statement.kind, statement.statement, place, levelsLeft);
    case "byte_match":
      return [
        ...lengthFaults(statement.searchString, quotas.searchStringCharacters, `${place} has a search string`),
        ...inspectionFaults(statement, place),
      ];
    case "regex_match":
      return [
        ...lengthFaults(statement.regex, quotas.regexCharacters, `${place} has a regular expression`),
        ...regexFaults(statement.regex, place),
        ...inspectionFaults(statement, place),
      ];
    case "size_constraint":
      return [
        ...(Number.isInteger(statement.sizeBytes) && statement.sizeBytes >= 0 && statement.sizeBytes < 2 ** 31
          ? []
          : [`${place} compares with ${statement.sizeBytes} bytes; give a whole number from 0 to ${2 ** 31 - 1}`]),
        ...inspectionFaults(statement, place),
      ];
    case "regex_pattern_set_reference":
      return [...arnFaults(statement.arn, "regexpatternset", place), ...inspectionFaults(statement, place)];
    case "sqli_match":
    case "xss_match":
      return inspectionFaults(statement, place);
    case "geo_match":
      return [
        ...(statement.countryCodes.length === 0 ? [`${place} names no country; give one at least`] : []),
        ...statement.countryCodes
          .filter((code) => !isCountryCode(code))
          .map((code) => `${place} names the country "${String(code)}"; give a code of ISO 3166-1 alpha-2, such as CH`),
        ...duplicates(statement.countryCodes).map((code) => `${place} names the country ${code} twice; give it once`),
      ];
    case "ip_set_reference":
      return [
        ...arnFaults(statement.arn, "ipset", place),
        ...(statement.forwardedIp && !/^[0-9A-Za-z-]{1,255}$/.test(statement.forwardedIp.headerName)
          ? [
              `${place} reads the address from the header "${statement.forwardedIp.headerName}"; give letters, digits and hyphens`,
            ]
          : []),
      ];
    case "label_match":
      return labelFaults(statement.key, `${place} looks for the label`);
  }
}

function within(kind: string, inner: NestableStatement, place: string, levelsLeft: number): string[] {
  return isNestable(inner)
    ? nestableFaults(inner, place, levelsLeft - 1)
    : [`${place} has a ${(inner as Statement).kind} within ${kind}; a rate or a rule group must stand alone`];
}

/** The types say so already; settings that were read do not. */
function isNestable(statement: Statement): statement is NestableStatement {
  return !["rate_based", "managed_rule_group", "rule_group_reference"].includes(statement.kind);
}

function scopeDownFaults(scopeDown: NestableStatement | undefined, place: string): string[] {
  if (scopeDown === undefined) return [];
  if (!isNestable(scopeDown))
    return [`${place} is scoped down by a ${(scopeDown as Statement).kind}; give a statement that can be nested`];
  return nestableFaults(scopeDown, place, deepestNesting.scopeDown);
}

function rateBasedFaults(statement: RateBasedStatement, place: string): string[] {
  const { limit, evaluationWindowSeconds, aggregate, scopeDown } = statement;
  const faults = scopeDownFaults(scopeDown, place);
  if (!Number.isInteger(limit) || limit < rateLimits.least || limit > rateLimits.most) {
    faults.push(
      `${place} has the limit ${limit}; give ${rateLimits.least} to ${rateLimits.most.toLocaleString("en")} requests`,
    );
  }
  if (!(evaluationWindows as readonly number[]).includes(evaluationWindowSeconds)) {
    faults.push(
      `${place} has a window of ${evaluationWindowSeconds} seconds; give one of ${evaluationWindows.join(", ")}`,
    );
  }
  if (aggregate === "CONSTANT" && (scopeDown as NestableStatement | undefined) === undefined) {
    faults.push(`${place} counts all requests together; scope it down, as AWS demands for CONSTANT`);
  }
  if (typeof aggregate === "object" && "customKeys" in aggregate) {
    const keys = aggregate.customKeys;
    if (keys.length > mostCustomKeys)
      faults.push(`${place} has ${keys.length} custom keys; give at most ${mostCustomKeys}`);
    if (keys.length === 1 && (keys[0] === "ip" || keys[0] === "forwarded_ip")) {
      faults.push(
        `${place} has the address as its only custom key; aggregate on ${keys[0] === "ip" ? "IP" : "the forwarded address"} instead`,
      );
    }
    if (keys.includes("forwarded_ip") !== (aggregate.forwardedIp !== undefined)) {
      faults.push(
        `${place} must name the header of the forwarded address exactly when forwarded_ip is one of its keys`,
      );
    }
    for (const key of keys) {
      if (typeof key === "object" && "transformations" in key)
        faults.push(...textTransformationFaults(key.transformations, place));
      if (typeof key === "object" && "header" in key && !/^[0-9a-z_-]{1,64}$/.test(key.header)) {
        faults.push(
          `${place} counts by the header "${key.header}"; give 1 to 64 lower-case letters, digits, hyphens or underscores`,
        );
      }
    }
  }
  return faults;
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
    faults.push(`${place} pins ${name}, which AWS publishes without versions; give null`);
  if (statement.version !== null && !/^[\w#:./-]{1,64}$/.test(statement.version)) {
    faults.push(`${place} pins the version "${statement.version}"; give one such as Version_1.0`);
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

function inspectionFaults(statement: Extract<NestableStatement, { component: unknown }>, place: string): string[] {
  return [
    ...requestComponentFaults(statement.component, place),
    ...textTransformationFaults(statement.transformations, place),
  ];
}

export function labelFaults(label: string, subject: string): string[] {
  return /^[0-9A-Za-z_:-]{1,1024}$/.test(label)
    ? []
    : [`${subject} "${label}"; give 1 to 1,024 letters, digits or _ : -`];
}

function lengthFaults(text: string, most: number, subject: string): string[] {
  return text.length >= 1 && text.length <= most ? [] : [`${subject} of ${text.length} characters; give 1 to ${most}`];
}

/** AWS WAF knows neither back references nor look-around (WAF Developer Guide, "Supported regular expression syntax"). */
function regexFaults(regex: string, place: string): string[] {
  return /\(\?(?:[=!]|<[=!])|\\[1-9]/.test(regex)
    ? [`${place} has the regular expression "${regex}"; AWS WAF knows no look-around and no back references`]
    : [];
}

function arnFaults(arn: string, resource: "ipset" | "regexpatternset", place: string): string[] {
  if (
    Token.isUnresolved(arn) ||
    new RegExp(`^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\\d{12}:(regional|global)/${resource}/`).test(arn)
  )
    return [];
  return [`${place} refers to "${arn}"; give the ARN of a WAF ${resource}`];
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

export function duplicates<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
