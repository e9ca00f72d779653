import { type Normal, type NormalObject, keyOf } from "../../plan/normal";
import type { Members } from "./members";

/** What a rule looks for, without what means the same when it is written in another way. */
export type Statement =
  | { readonly kind: "and" | "or"; readonly parts: readonly Statement[] }
  | { readonly kind: "not"; readonly part: Statement }
  | Match
  | Rate
  | Group
  | { readonly kind: "unknown" };

/** A test of a request by itself, such as `geo_match_statement`. */
export interface Match {
  readonly kind: "match";
  readonly type: string;
  /** With the name of a set in the place of its ARN, so that a set that is replaced is still itself. */
  readonly settings: NormalObject;
  /** Of the set that the test refers to, where a plan tells them. */
  readonly members?: Members;
}

export interface Rate {
  readonly kind: "rate";
  readonly limit: Normal | undefined;
  readonly windowSeconds: Normal;
  readonly key: RateKey;
  /** The requests that are counted; absent for all. */
  readonly scope?: Statement;
}

/** What has a counter of its own: each value of these parts together. No part: one counter for all. */
export interface RateKey {
  readonly parts: readonly string[];
  /** Parts that the sender of a request writes. */
  readonly forwarded?: Normal;
}

/** Runs a group of rules: one that AWS or a vendor keeps, or one of our own. */
export interface Group {
  readonly kind: "managed" | "own";
  /** `AWS AWSManagedRulesCommonRuleSet`, or what names the rule group. */
  readonly name: string;
  readonly version?: Normal;
  readonly settings: NormalObject;
  /** By the name of a rule of the group. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly scope?: Statement;
}

/** What a reference stands for: the text that names it, and what it holds. */
export interface Referred {
  readonly name: Normal;
  readonly members?: Members;
}

/** Tells what an ARN refers to; `path` leads there through the names of attributes. */
export type Resolve = (arn: Normal | undefined, path: string) => Referred;

/** Equal for two statements that are the same. What a set holds is not part of the statement. */
export function statementKey(statement: Statement | undefined): string {
  if (statement === undefined) return "all";
  switch (statement.kind) {
    case "and":
    case "or":
      return `${statement.kind}(${statement.parts.map(statementKey).join()})`;
    case "not":
      return `not(${statementKey(statement.part)})`;
    case "match":
      return `${statement.type} ${keyOf(statement.settings)}`;
    case "rate": {
      const { limit, windowSeconds, key, scope } = statement;
      return `rate ${keyOf([limit ?? null, windowSeconds, key.parts, key.forwarded ?? null])} ${statementKey(scope)}`;
    }
    case "managed":
    case "own": {
      const { kind, name, version, settings, overrides, scope } = statement;
      const own = [name, version ?? null, settings, Object.fromEntries(overrides)];
      return `${kind} ${keyOf(own)} ${statementKey(scope)}`;
    }
    case "unknown":
      return "unknown";
  }
}

/** The statement, and all within it. */
export function partsOf(statement: Statement | undefined): readonly Statement[] {
  if (statement === undefined) return [];
  switch (statement.kind) {
    case "and":
    case "or":
      return [statement, ...statement.parts.flatMap(partsOf)];
    case "not":
      return [statement, ...partsOf(statement.part)];
    case "rate":
    case "managed":
    case "own":
      return [statement, ...partsOf(statement.scope)];
    default:
      return [statement];
  }
}
