import type { Resource, Side, Target } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf as valueKey } from "../../plan/normal";
import { foreignAccount, ownAccounts } from "../../settings/accounts";
import { thingOf } from "../../things";
import type { Firewall } from "./firewall";

/** What says which web ACL stands in front of something, on one side. */
interface Protection {
  /** The association, or the distribution itself. */
  readonly by: Resource;
  readonly guarded: Target;
  readonly webAcl: Target;
}

/** What has another web ACL than before, or none. */
export function protectionFindings(firewall: Firewall): readonly Finding[] {
  const [before, after] = [protectionsOn(firewall, "before"), protectionsOn(firewall, "after")];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const own = ownAccounts(firewall.estate);
  const word = (target: Target): string => aclWord(target, own);
  return keys.flatMap((key) => protectionFinding(before.get(key), after.get(key), word));
}

/** What stands behind which web ACL, on one side. */
export type Protections = ReadonlyMap<string, Protection>;

/** By what each web ACL stands in front of. */
export function protectionsOn({ estate }: Firewall, side: Side): Protections {
  const associations = estate.ofType("aws_wafv2_web_acl_association").map((by) => ({
    by,
    guarded: estate.target(side, by, "resource_arn"),
    webAcl: estate.target(side, by, "web_acl_arn"),
  }));
  const distributions = estate.ofType("aws_cloudfront_distribution").map((by) => ({
    by,
    guarded: { kind: "resource", resource: by } as const,
    webAcl: estate.target(side, by, "web_acl_id"),
  }));
  const found = [...associations, ...distributions].filter(
    ({ by, webAcl }) => by[side] !== undefined && webAcl.kind !== "none",
  );
  return new Map(found.map((one) => [keyOfTarget(one.guarded, one.by), one]));
}

/** A thing that is known after apply only is the thing of its own association. */
function keyOfTarget(target: Target, by: Resource): string {
  if (target.kind === "resource") return `${target.resource.layer} ${target.resource.address}`;
  return target.kind === "value" ? target.value : `of ${by.layer} ${by.address}`;
}

type Word = (webAcl: Target) => string;

function protectionFinding(
  before: Protection | undefined,
  after: Protection | undefined,
  word: Word,
): readonly Finding[] {
  const one = after ?? before;
  if (one === undefined || (before && after && isSame(before, after))) return [];
  const [was, is] = [before && word(before.webAcl), after && word(after.webAcl)];
  if (before !== undefined && after !== undefined) return [movedFinding(before, after, word)];
  if (!existsOn(one, before === undefined ? "before" : "after")) return [];
  const isLost = after === undefined;
  return [
    {
      rule: "waf-association",
      consequence: "exposure",
      direction: isLost ? "weaker" : "stronger",
      ...saidAt(one, [before, after]),
      before: was ?? "no web ACL",
      after: is ?? "no web ACL",
      meaning: isLost
        ? `Every request now reaches ${guardedWord(one)} without AWS WAF: no rule stops anything there.`
        : `AWS WAF now stands in front of ${guardedWord(one)}: what its rules match is stopped.`,
    },
  ];
}

function isSame(before: Protection, after: Protection): boolean {
  if (before.webAcl.kind === "resource" && after.webAcl.kind === "resource")
    return before.webAcl.resource === after.webAcl.resource;
  return (
    before.webAcl.kind === "value" &&
    after.webAcl.kind === "value" &&
    valueKey(before.webAcl.value) === valueKey(after.webAcl.value)
  );
}

function movedFinding(before: Protection, after: Protection, word: Word): Finding {
  const isUnknown = after.webAcl.kind === "unknown";
  return {
    rule: "waf-association",
    consequence: isUnknown ? "not reviewable" : "exposure",
    direction: "cannot tell",
    ...saidAt(after, [before, after]),
    before: word(before.webAcl),
    after: word(after.webAcl),
    meaning: isUnknown
      ? `Which web ACL stands in front of ${guardedWord(after)} is known after apply only.`
      : `Other rules than before guard ${guardedWord(after)}: compare the two web ACLs${awayWord(after)}.`,
  };
}

/** AWS WAF is away while an association is destroyed and made anew. */
const awayWord = ({ by }: Protection): string =>
  by.type === "aws_wafv2_web_acl_association" && by.order === "destroy before create"
    ? "; until the new association is made, no web ACL guards it"
    : "";

/** Whether the guarded thing is there on a side, as far as the plans tell: a lost guard of a thing that goes exposes nothing. */
function existsOn({ guarded, by }: Protection, side: Side): boolean {
  if (guarded.kind === "resource") return guarded.resource[side] !== undefined;
  return side === "after" || !by.isFirst;
}

function saidAt(
  { guarded, by }: Protection,
  sides: readonly (Protection | undefined)[],
): Pick<Finding, "place" | "says" | "alsoSays"> {
  if (by.type === "aws_cloudfront_distribution") return { place: by, says: ["web_acl_id"] };
  const associations = [...new Set(sides.flatMap((side) => side?.by ?? []))];
  return guarded.kind === "resource"
    ? { place: guarded.resource, says: [], alsoSays: associations }
    : { place: by, alsoSays: associations };
}

const guardedWord = ({ guarded }: Protection): string =>
  guarded.kind === "resource"
    ? thingOf(guarded.resource)
    : guarded.kind === "value"
      ? guarded.value.replace(/^arn:[\w-]+:/, "")
      : "what the association names";

function aclWord(target: Target, own: ReadonlySet<string>): string {
  if (target.kind === "resource") return thingOf(target.resource);
  if (target.kind !== "value") return "known after apply";
  const account = foreignAccount(own, target.value);
  const name = `web ACL ${target.value.split("/").at(-2) ?? target.value}`;
  return account === undefined ? name : `${name} of account ${account}`;
}
