import type { RuleAction } from "./action";
import type { CountryCode } from "./country-codes";
import type { IpList } from "./ip-list-faults";
import type { IpSetArns } from "./ip-lists";
import type { ManagedRuleGroupKey } from "./managed-rule-groups";
import { managedRuleGroup } from "./managed-rule-groups";
import { pageStatement, pathsStatement } from "./page-statement";
import type { ResponseBodies } from "./response-body";
import type { GroupRule, OwnRule, Rule } from "./rule";
import type { ForwardedIp, ManagedRuleGroupStatement, NestableStatement } from "./statement";
import type { GroupMode, PlainGroupKey, WebApplicationSettings } from "./web-application-settings";

/** Fixed priorities: switching a rule on or off changes no other rule. Rules without a fee per request come first. */
const places = {
  "origin-verification": 0,
  "ip-allow-list": 200,
  "ip-deny-list": 300,
  countries: 400,
  "ip-reputation": 500,
  "anonymous-ip": 600,
  "rate-limit": 700,
  common: 1000,
  "known-bad-inputs": 1100,
  "sql-database": 1200,
  linux: 1300,
  posix: 1400,
  windows: 1500,
  php: 1600,
  "word-press": 1700,
  "admin-protection": 1800,
  "captcha-pages": 2000,
  "challenge-pages": 2100,
  "bot-control": 3000,
  "account-takeover": 3100,
  "account-creation-fraud": 3200,
} as const;

type RuleName = keyof typeof places;

const groupRuleNames = {
  common: "common",
  knownBadInputs: "known-bad-inputs",
  sqlDatabase: "sql-database",
  linux: "linux",
  posix: "posix",
  windows: "windows",
  php: "php",
  wordPress: "word-press",
  adminProtection: "admin-protection",
  ipReputation: "ip-reputation",
  anonymousIp: "anonymous-ip",
  botControl: "bot-control",
  accountTakeover: "account-takeover",
  accountCreationFraud: "account-creation-fraud",
} as const satisfies Record<ManagedRuleGroupKey, RuleName>;

const blockBodyKey = "blocked";

/** Where the web ACL stands, and its inputs. */
export interface WebApplicationSurroundings {
  /**
   * Whose address a request has here: the viewer's, or that of an edge in front, such as CloudFront. Behind an edge, rules
   * on addresses would judge the edge. They are left to the edge's own web ACL, except those that can read the viewer's
   * address from a header. Also left to the edge are rules that a viewer would meet, and somebody pay for, twice: CAPTCHAs
   * and challenges, Bot Control and the guards of sign-in, which also judge by address.
   */
  readonly sees: "edge" | "viewer";
  /** The header with the viewer's address. Only for a header that nobody but the edge can set. @default none */
  readonly forwardedIp?: ForwardedIp;
  /** The sets of `IpLists`. */
  readonly ipSets: Readonly<Partial<Record<IpList, IpSetArns>>>;
  /**
   * Blocks a request that did not come through the edge: one without any of the secret values of a pattern set. The rule
   * never allows, so that later rules still judge the request.
   *
   * @default not checked
   */
  readonly originVerification?: { readonly headerName: string; readonly patternSetArn: string };
}

export interface WebApplicationRules {
  /** In the order in which AWS WAF evaluates them. */
  readonly rules: readonly Rule[];
  readonly responseBodies: ResponseBodies;
  /** Rules that are switched on, but left to the edge's web ACL. */
  readonly leftToEdge: readonly string[];
}

/** Turns the settings of a web application into the rules of its web ACL. */
export function webApplicationRules(
  settings: WebApplicationSettings,
  surroundings: WebApplicationSurroundings,
): WebApplicationRules {
  const { sees, forwardedIp } = surroundings;
  const addressKnown = sees === "viewer" || forwardedIp !== undefined;
  const onAddresses = addressRules(settings, surroundings);
  const onSource = groupRules(settings, (group) => managedRuleGroup(group).seesAddress);
  const onViewers: Rule[] = [...onSource, ...pageRules(settings), ...configuredGroupRules(settings)];
  const rules: Rule[] = [
    ...originRules(surroundings),
    ...(addressKnown ? onAddresses : []),
    ...(sees === "viewer" ? onViewers : []),
    ...groupRules(settings, (group) => !managedRuleGroup(group).seesAddress),
  ];
  return {
    rules: rules.sort((one, other) => one.priority - other.priority),
    responseBodies: settings.blockBody === "none" ? {} : { [blockBodyKey]: settings.blockBody },
    leftToEdge: [...(addressKnown ? [] : onAddresses), ...(sees === "viewer" ? [] : onViewers)].map(({ name }) => name),
  };
}

/** Blocks with AWS's own answer, never with a body of ours: the header's rotation recognizes the firewall's block by it. */
function originRules({ originVerification }: WebApplicationSurroundings): OwnRule[] {
  if (originVerification === undefined) return [];
  const { headerName, patternSetArn } = originVerification;
  return [
    {
      ...ownRule("origin-verification", "block", {
        kind: "not",
        statement: {
          kind: "regex_pattern_set_reference",
          arn: patternSetArn,
          component: { singleHeader: headerName },
          transformations: ["NONE"],
        },
      }),
      blocksWhileCounting: true,
    },
  ];
}

function addressRules(
  settings: WebApplicationSettings,
  { sees, ...surroundings }: WebApplicationSurroundings,
): OwnRule[] {
  const { ipSets } = surroundings;
  const { countries, rateLimit } = settings;
  const forwardedIp = sees === "edge" ? surroundings.forwardedIp : undefined;
  const rules: OwnRule[] = [];
  if (ipSets.allow) rules.push(ownRule("ip-allow-list", "allow", inEither(ipSets.allow, forwardedIp)));
  if (ipSets.deny) rules.push(ownRule("ip-deny-list", block(settings), inEither(ipSets.deny, forwardedIp)));
  if (countries !== "any") {
    const geo = (countryCodes: readonly CountryCode[]): NestableStatement => ({
      kind: "geo_match",
      countryCodes,
      ...(forwardedIp && { forwardedIp }),
    });
    const statement: NestableStatement =
      "allow" in countries ? { kind: "not", statement: geo(countries.allow) } : geo(countries.block);
    rules.push(ownRule("countries", block(settings), statement));
  }
  if (rateLimit !== "off") {
    const { limit, windowSeconds, action } = rateLimit;
    rules.push({
      name: "rate-limit",
      priority: places["rate-limit"],
      action: action === "block" ? block(settings, 429) : action,
      statement: {
        kind: "rate_based",
        limit,
        evaluationWindowSeconds: windowSeconds,
        aggregate: forwardedIp ? { forwardedIp } : "IP",
      },
    });
  }
  return rules;
}

function groupRules(settings: WebApplicationSettings, holds: (group: PlainGroupKey) => boolean): GroupRule[] {
  const groups = Object.keys(settings.groups) as PlainGroupKey[];
  return groups.filter(holds).flatMap((group) => {
    const { mode, version, rules } = settings.groups[group];
    return groupRule(mode, {
      kind: "managed_rule_group",
      group,
      version,
      overrides: rules,
    } as ManagedRuleGroupStatement);
  });
}

function configuredGroupRules({
  botControl,
  accountTakeover,
  accountCreationFraud,
}: WebApplicationSettings): GroupRule[] {
  const rules: GroupRule[] = [];
  if (botControl !== false) {
    const { mode, version, rules: overrides, configuration, paths } = botControl;
    const scopeDown = pathsStatement(paths);
    rules.push(
      ...groupRule(mode, {
        kind: "managed_rule_group",
        group: "botControl",
        version,
        overrides,
        configuration,
        ...(scopeDown && { scopeDown }),
      }),
    );
  }
  if (accountTakeover !== false) {
    const { mode, version, rules: overrides, configuration } = accountTakeover;
    rules.push(
      ...groupRule(mode, { kind: "managed_rule_group", group: "accountTakeover", version, overrides, configuration }),
    );
  }
  if (accountCreationFraud !== false) {
    const { mode, version, rules: overrides, configuration } = accountCreationFraud;
    rules.push(
      ...groupRule(mode, {
        kind: "managed_rule_group",
        group: "accountCreationFraud",
        version,
        overrides,
        configuration,
      }),
    );
  }
  return rules;
}

function pageRules({ pages }: WebApplicationSettings): OwnRule[] {
  const captcha = pageStatement(pages.captcha);
  const challenge = pageStatement(pages.challenge);
  return [
    ...(captcha ? [ownRule("captcha-pages", "captcha", captcha)] : []),
    ...(challenge ? [ownRule("challenge-pages", "challenge", challenge)] : []),
  ];
}

function groupRule(mode: GroupMode, statement: ManagedRuleGroupStatement): GroupRule[] {
  if (mode === "off") return [];
  const name = groupRuleNames[statement.group];
  return [{ name, priority: places[name], overrideAction: mode === "count" ? "count" : "none", statement }];
}

function ownRule(name: RuleName, action: RuleAction, statement: NestableStatement): OwnRule {
  return { name, priority: places[name], action, statement };
}

function block({ blockBody }: WebApplicationSettings, code = 403): RuleAction {
  if (blockBody !== "none") return { block: { code, bodyKey: blockBodyKey } };
  return code === 403 ? "block" : { block: { code } };
}

/**
 * Matches either set of a list, since a set holds one IP version. Of several addresses in a header the last counts: a proxy
 * appends its own, and anybody can send the ones before.
 */
function inEither({ ipv4, ipv6 }: IpSetArns, forwardedIp: ForwardedIp | undefined): NestableStatement {
  const inSet = (arn: string): NestableStatement => ({
    kind: "ip_set_reference",
    arn,
    ...(forwardedIp && { forwardedIp: { ...forwardedIp, position: "LAST" } }),
  });
  return { kind: "or", statements: [inSet(ipv4), inSet(ipv6)] };
}
