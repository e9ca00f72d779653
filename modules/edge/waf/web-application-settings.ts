import type { BodyInspectionLimits } from "./body-inspection";
import type { CountryCode } from "./country-codes";
import type {
  AccountCreationFraudConfiguration,
  AccountTakeoverConfiguration,
  BotControlConfiguration,
} from "./managed-rule-group-configuration";
import type { ManagedRuleGroupKey, ManagedRuleName } from "./managed-rule-groups";
import type { ResponseBody } from "./response-body";
import type { EvaluationWindowSeconds } from "./statement";

/** What a group's rules do: their own actions, only count, or nothing. */
export type GroupMode = "block" | "count" | "off";

/** Overrides the action of one rule of a group. */
type RuleOverride = "allow" | "block" | "captcha" | "challenge" | "count";

interface GroupSettings<G extends ManagedRuleGroupKey> {
  readonly mode: GroupMode;
  /** A static version; `null` follows AWS's default. */
  readonly version: string | null;
  readonly rules: Readonly<Partial<Record<ManagedRuleName<G>, RuleOverride>>>;
}

/** The groups that need no configuration. */
export type PlainGroupKey = Exclude<ManagedRuleGroupKey, "accountCreationFraud" | "accountTakeover" | "botControl">;

/** The settings from which the rules of a web application are made, in plain values. */
export interface WebApplicationSettings {
  readonly groups: { readonly [G in PlainGroupKey]: GroupSettings<G> };
  readonly botControl:
    | false
    | (GroupSettings<"botControl"> & {
        readonly configuration: BotControlConfiguration;
        /** Paths that the group inspects, to pay for fewer requests; an empty list means all. */
        readonly paths: readonly string[];
      });
  readonly accountTakeover:
    false | (GroupSettings<"accountTakeover"> & { readonly configuration: AccountTakeoverConfiguration });
  readonly accountCreationFraud:
    false | (GroupSettings<"accountCreationFraud"> & { readonly configuration: AccountCreationFraudConfiguration });
  readonly ipLists: { readonly allow: readonly string[]; readonly deny: readonly string[] };
  readonly countries: "any" | { readonly allow: readonly CountryCode[] } | { readonly block: readonly CountryCode[] };
  readonly rateLimit:
    | "off"
    | {
        readonly limit: number;
        readonly windowSeconds: EvaluationWindowSeconds;
        readonly action: "block" | "captcha" | "challenge" | "count";
      };
  /** Pages, `/login`, or everything below a path, `/account/*`, that a browser gets. */
  readonly pages: { readonly captcha: readonly string[]; readonly challenge: readonly string[] };
  /** The body that a visitor gets where a rule of our own blocks. */
  readonly blockBody: "none" | ResponseBody;
  readonly bodyInspectionLimits: BodyInspectionLimits;
}
