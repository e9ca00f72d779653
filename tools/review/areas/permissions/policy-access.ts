import type { Access } from "../../../../analysis/policies/difference";
import type { Consequence, Finding } from "../../finding";
import { denialFindings } from "./denial-findings";
import type { PolicyChange } from "./held";
import type { Interruption } from "./interruptions";
import type { Subject } from "./subject";
import { isPublic } from "./public-access";
import { type ToldAccess, type Wording, toldAccess, withoutOf } from "./words";

/** How the policy of a resource is judged. */
export interface Judgement extends Wording {
  readonly rule: string;
  /** What the access is access to. */
  readonly thing: string;
  /** What everybody's access is: exposure, or a guard that is lost where other controls decide who comes in. */
  readonly everybody?: Consequence;
  /** What somebody's access is. */
  readonly somebody?: Consequence;
  /** What a Deny is called: none where the resource is new or gone. */
  readonly denial?: string;
  /** Whether access counts as neither better nor worse: it comes or goes with what it is access to. */
  readonly isOwn?: (access: Access) => boolean;
  /** Whether access alarms also where the layer has nothing yet. */
  readonly isForeign?: (access: Access) => boolean;
  /** What stops, if the loss of access is more than a hardening. */
  readonly stops?: (access: Access) => Interruption | undefined;
  readonly gains: (access: ToldAccess) => string;
  readonly losses: (access: ToldAccess) => string;
}

/** What the policy of a resource, or of who may take a role, allows and denies on one side alone. */
export function policyFindings(change: PolicyChange, subject: Subject, judgement: Judgement): readonly Finding[] {
  return [
    ...accessFindings(change, "gained", subject, judgement),
    ...accessFindings(change, "lost", subject, judgement),
    ...(judgement.denial === undefined ? [] : denialFindings(change, subject, judgement.denial, judgement)),
  ];
}

function accessFindings(
  { vocabulary, ...change }: PolicyChange,
  way: "gained" | "lost",
  subject: Subject,
  {
    rule,
    thing,
    everybody = "exposure",
    somebody = "privilege gained",
    isOwn = () => false,
    isForeign = () => false,
    stops = () => undefined,
    gains,
    losses,
    ...wording
  }: Judgement,
): readonly Finding[] {
  const found = change[way];
  const open = found.filter(isPublic);
  const rest = found.filter((one) => !open.includes(one));
  const usual = way === "gained" ? "weaker" : "stronger";
  const interruptions = ["guard lost", "downtime"].map((consequence) =>
    way === "gained" ? [] : rest.filter((one) => !isOwn(one) && stops(one)?.consequence === consequence),
  );
  const others = rest.filter((one) => !interruptions.flat().includes(one));
  const strange = others.filter((one) => !isOwn(one));
  const classes: readonly Kind[] = [
    { accesses: open, consequence: everybody, direction: usual },
    ...interruptions.flatMap((accesses): readonly Kind[] => {
      const stop = accesses[0] === undefined ? undefined : stops(accesses[0]);
      return stop === undefined ? [] : [{ accesses, direction: "weaker", ...stop }];
    }),
    { accesses: strange.filter((one) => !isForeign(one)), consequence: somebody, direction: usual },
    { accesses: strange.filter(isForeign), consequence: somebody, direction: usual, evenAtFirst: way === "gained" },
    { accesses: others.filter(isOwn), consequence: somebody, direction: "neutral" },
  ];
  return classes.flatMap(({ accesses, consequence, direction, meaning, evenAtFirst = false }) =>
    toldAccess(accesses, way, vocabulary, wording).map((access): Finding => {
      const [own, other] = [access.what, withoutOf(access)];
      const usualMeaning = way === "gained" ? gains(access) : losses(access);
      return {
        ...subject,
        rule,
        consequence,
        direction,
        before: way === "gained" ? other : own,
        after: way === "gained" ? own : other,
        meaning: consequence === "exposure" ? exposureOf(way, thing) : (meaning ?? usualMeaning),
        ...(evenAtFirst && { evenAtFirst }),
      };
    }),
  );
}

/** Access that counts in one way. */
interface Kind extends Pick<Finding, "consequence" | "direction" | "evenAtFirst"> {
  readonly accesses: readonly Access[];
  readonly meaning?: string;
}

const exposureOf = (way: "gained" | "lost", thing: string): string =>
  way === "gained"
    ? `Anybody may do this with ${thing}, from any account and any address: no condition says who.`
    : `Not everybody may do this with ${thing} any more: who used it without being named is refused.`;
