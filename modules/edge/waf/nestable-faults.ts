import { Token } from "cdktf";
import { isCountryCode } from "./country-codes";
import { duplicates } from "./duplicates";
import { requestComponentFaults } from "./request-component";
import type { NestableStatement, Statement } from "./statement";
import { textTransformationFaults } from "./text-transformation";

/** How deep and, or, not may be nested: the limit of the schema of AWS provider 5.100.0. */
const deepestNesting = { statement: 3, scopeDown: 2 };

/** WAF Developer Guide, "AWS WAF quotas". */
const quotas = { searchStringCharacters: 200, regexCharacters: 200 };

/** Lists what AWS or its provider would refuse in a statement that stands by itself. */
export function standaloneFaults(statement: NestableStatement, place: string): string[] {
  return nestableFaults(statement, place, deepestNesting.statement);
}

/** The same for a statement that scopes down a rate or a group. */
export function scopeDownFaults(scopeDown: NestableStatement | undefined, place: string): string[] {
  if (scopeDown === undefined) return [];
  if (!isNestable(scopeDown))
    return [`${place} is scoped down by a ${(scopeDown as Statement).kind}; give a statement that can be nested`];
  return nestableFaults(scopeDown, place, deepestNesting.scopeDown);
}

function nestableFaults(statement: NestableStatement, place: string, levelsLeft: number): string[] {
  const holdsOthers = statement.kind === "and" || statement.kind === "or" || statement.kind === "not";
  if (holdsOthers && levelsLeft === 0) {
    const { statement: deepest, scopeDown } = deepestNesting;
    return [
      `${place} nests ${statement.kind} too deep; the provider accepts ${deepest} levels of and, or, not, and ${scopeDown} in a scope-down statement`,
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
        ...duplicates(statement.countryCodes).map(
          (code) => `${place} names the country ${code} twice; give each country once`,
        ),
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
    : [
        `${place} has a ${(inner as Statement).kind} within ${kind}; a rate-based statement or a rule group must not be nested`,
      ];
}

/** The types guarantee it; settings that were read do not. */
function isNestable(statement: Statement): statement is NestableStatement {
  return !["rate_based", "managed_rule_group", "rule_group_reference"].includes(statement.kind);
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

/** AWS WAF supports neither back references nor look-around (WAF Developer Guide, "Supported regular expression syntax"). */
function regexFaults(regex: string, place: string): string[] {
  return /\(\?(?:[=!]|<[=!])|\\[1-9]/.test(regex)
    ? [
        `${place} has the regular expression "${regex}"; leave out look-around and back references, which AWS WAF does not support`,
      ]
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
