import type { Access } from "../../../../analysis/policies/difference";
import type { Consequence, Finding } from "../../finding";
import { denialFindings } from "./denial-findings";
import type { PolicyChange } from "./held";
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
    gains,
    losses,
    ...wording
  }: Judgement,
): readonly Finding[] {
  const found = change[way];
  const open = found.filter(isPublic);
  const rest = found.filter((one) => !open.includes(one));
  const classes = [
    { accesses: open, consequence: everybody, isNeutral: false },
    { accesses: rest.filter((one) => !isOwn(one)), consequence: somebody, isNeutral: false },
    { accesses: rest.filter(isOwn), consequence: somebody, isNeutral: true },
  ] as const;
  return classes.flatMap(({ accesses, consequence, isNeutral }) =>
    toldAccess(accesses, way, vocabulary, wording).map((access): Finding => {
      const [own, other] = [access.what, withoutOf(access)];
      const isExposure = consequence === "exposure";
      return {
        ...subject,
        rule,
        consequence,
        direction: isNeutral ? "neutral" : way === "gained" ? "weaker" : "stronger",
        before: way === "gained" ? other : own,
        after: way === "gained" ? own : other,
        meaning: isExposure ? exposureOf(way, thing) : way === "gained" ? gains(access) : losses(access),
      };
    }),
  );
}

const exposureOf = (way: "gained" | "lost", thing: string): string =>
  way === "gained"
    ? `Anybody may do this with ${thing}, from any account and any address: no condition says who.`
    : `Not everybody may do this with ${thing} any more: who used it without being named is refused.`;
