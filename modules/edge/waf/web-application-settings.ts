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

/** What a group's rules do: what AWS set them to, count, or nothing at all. */
export type GroupMode = "block" | "count" | "off";

/** What a single rule of a group does instead. */
type RuleOverride = "allow" | "block" | "captcha" | "challenge" | "count";

interface GroupSettings<G extends ManagedRuleGroupKey> {
  readonly mode: GroupMode;
  /** A static version; `null` follows AWS's default. */
  readonly version: string | null;
  readonly rules: Readonly<Partial<Record<ManagedRuleName<G>, RuleOverride>>>;
}

/** The groups that need no configuration. */
export type PlainGroupKey = Exclude<ManagedRuleGroupKey, "accountCreationFraud" | "accountTakeover" | "botControl">;

/** Everything that decides the rules of a web application, in plain values. */
export interface WebApplicationSettings {
  readonly groups: { readonly [G in PlainGroupKey]: GroupSettings<G> };
  readonly botControl:
    | false
    | (GroupSettings<"botControl"> & {
        readonly configuration: BotControlConfiguration;
        /** Paths that it looks at, to pay for fewer requests; all where there is none. */
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
  /** What a visitor reads where a rule of our own blocks. */
  readonly blockBody: "none" | ResponseBody;
  readonly bodyInspectionLimits: BodyInspectionLimits;
}
