import type { RuleAction } from "./action";
import type { CountryCode } from "./country-codes";
import type {
  AccountCreationFraudConfiguration,
  AccountTakeoverConfiguration,
  BotControlConfiguration,
} from "./managed-rule-group-configuration";
import type { ManagedRuleGroupKey, ManagedRuleName } from "./managed-rule-groups";
import type { FallbackBehavior, RequestComponent } from "./request-component";
import type { TextTransformations } from "./text-transformation";

/** An address that a proxy wrote into a header, instead of the one that the request came from. */
export interface ForwardedIp {
  /** Such as `X-Forwarded-For`. Anybody can send it: use it only behind a proxy that sets it. */
  readonly headerName: string;
  /** What to do with a header that holds no valid address. A request without the header never matches. */
  readonly fallbackBehavior: FallbackBehavior;
}

interface Inspection {
  readonly component: RequestComponent;
  readonly transformations: TextTransformations;
}

interface ByteMatchStatement extends Inspection {
  readonly kind: "byte_match";
  readonly searchString: string;
  readonly positionalConstraint: "CONTAINS" | "CONTAINS_WORD" | "ENDS_WITH" | "EXACTLY" | "STARTS_WITH";
}

interface RegexMatchStatement extends Inspection {
  readonly kind: "regex_match";
  readonly regex: string;
}

interface RegexPatternSetStatement extends Inspection {
  readonly kind: "regex_pattern_set_reference";
  readonly arn: string;
}

interface SizeConstraintStatement extends Inspection {
  readonly kind: "size_constraint";
  readonly comparison: "EQ" | "GE" | "GT" | "LE" | "LT" | "NE";
  readonly sizeBytes: number;
}

interface SqliMatchStatement extends Inspection {
  readonly kind: "sqli_match";
  /** `HIGH` finds more attacks, and has more false positives. */
  readonly sensitivity: "HIGH" | "LOW";
}

interface XssMatchStatement extends Inspection {
  readonly kind: "xss_match";
}

interface GeoMatchStatement {
  readonly kind: "geo_match";
  readonly countryCodes: readonly CountryCode[];
  /** @default the address that the request came from */
  readonly forwardedIp?: ForwardedIp;
}

interface IpSetReferenceStatement {
  readonly kind: "ip_set_reference";
  readonly arn: string;
  /** @default the address that the request came from */
  readonly forwardedIp?: ForwardedIp & { readonly position: "ANY" | "FIRST" | "LAST" };
}

interface LabelMatchStatement {
  readonly kind: "label_match";
  readonly scope: "LABEL" | "NAMESPACE";
  readonly key: string;
}

export type MatchStatement =
  | ByteMatchStatement
  | GeoMatchStatement
  | IpSetReferenceStatement
  | LabelMatchStatement
  | RegexMatchStatement
  | RegexPatternSetStatement
  | SizeConstraintStatement
  | SqliMatchStatement
  | XssMatchStatement;

interface AndStatement {
  readonly kind: "and";
  readonly statements: readonly [NestableStatement, NestableStatement, ...NestableStatement[]];
}

interface OrStatement {
  readonly kind: "or";
  readonly statements: readonly [NestableStatement, NestableStatement, ...NestableStatement[]];
}

interface NotStatement {
  readonly kind: "not";
  readonly statement: NestableStatement;
}

/** A statement that may be nested in another: any but a rate and a rule group. */
export type NestableStatement = AndStatement | MatchStatement | NotStatement | OrStatement;

/** One part of the key of a rate-based rule's counters. */
export type AggregationKey =
  | "forwarded_ip"
  | "http_method"
  | "ip"
  | { readonly cookie: string; readonly transformations: TextTransformations }
  | { readonly header: string; readonly transformations: TextTransformations }
  | { readonly queryArgument: string; readonly transformations: TextTransformations }
  | { readonly queryString: { readonly transformations: TextTransformations } }
  | { readonly uriPath: { readonly transformations: TextTransformations } }
  | { readonly labelNamespace: string }
  | { readonly ja3Fingerprint: { readonly fallbackBehavior: FallbackBehavior } }
  | { readonly ja4Fingerprint: { readonly fallbackBehavior: FallbackBehavior } };

/** Seconds over which AWS WAF counts. */
export type EvaluationWindowSeconds = 60 | 120 | 300 | 600;

/**
 * Too many requests for one counter. AWS WAF counts about every ten seconds, so the limit is not exact. A change of the
 * settings restarts the count (WAF Developer Guide, "Rate-based rule caveats").
 */
export type RateBasedStatement = {
  readonly kind: "rate_based";
  /** Requests for each counter and window, 10 to 2,000,000,000. */
  readonly limit: number;
  readonly evaluationWindowSeconds: EvaluationWindowSeconds;
} & (
  | { readonly aggregate: "IP"; readonly scopeDown?: NestableStatement }
  | { readonly aggregate: { readonly forwardedIp: ForwardedIp }; readonly scopeDown?: NestableStatement }
  | {
      readonly aggregate: {
        readonly customKeys: readonly [AggregationKey, ...AggregationKey[]];
        /** Needed only by the key `forwarded_ip`. */
        readonly forwardedIp?: ForwardedIp;
      };
      readonly scopeDown?: NestableStatement;
    }
  | { readonly aggregate: "CONSTANT"; readonly scopeDown: NestableStatement }
);

interface ManagedRuleGroupConfigurations {
  readonly botControl: { readonly configuration: BotControlConfiguration };
  readonly accountTakeover: { readonly configuration: AccountTakeoverConfiguration };
  readonly accountCreationFraud: { readonly configuration: AccountCreationFraudConfiguration };
}

type ConfigurationOf<G extends ManagedRuleGroupKey> = G extends keyof ManagedRuleGroupConfigurations
  ? ManagedRuleGroupConfigurations[G]
  : { readonly configuration?: never };

type ManagedRuleGroupStatementOf<G extends ManagedRuleGroupKey> = {
  readonly kind: "managed_rule_group";
  readonly group: G;
  /** Such as `Version_1.19`; `null` follows AWS's default version. */
  readonly version: string | null;
  /** Actions that override those of the group's rules. @default none */
  readonly overrides?: Readonly<Partial<Record<ManagedRuleName<G>, RuleAction>>>;
  /** The requests that the group inspects. @default all */
  readonly scopeDown?: NestableStatement;
} & ConfigurationOf<G>;

export type ManagedRuleGroupStatement = {
  [G in ManagedRuleGroupKey]: ManagedRuleGroupStatementOf<G>;
}[ManagedRuleGroupKey];

/** A rule group of our own. */
interface RuleGroupReferenceStatement {
  readonly kind: "rule_group_reference";
  readonly arn: string;
  /** The capacity that the group was made with: it counts against the web ACL's. */
  readonly capacity: number;
  /** Actions that override those of the group's rules, by rule. @default none */
  readonly overrides?: Readonly<Record<string, RuleAction>>;
}

/** A statement of a rule of our own. */
export type OwnStatement = NestableStatement | RateBasedStatement;

/** A statement of a rule that runs a group. */
export type GroupStatement = ManagedRuleGroupStatement | RuleGroupReferenceStatement;

export type Statement = GroupStatement | OwnStatement;
