import type { Finding } from "../../finding";
import type { PolicyChange } from "./held";
import type { Subject } from "./subject";
import { toldAccess } from "./words";

/** How access counts that an Allow gains or loses while a Deny beside it refuses the access. */
interface Refused {
  readonly rule: string;
  readonly consequence: Finding["consequence"];
  /** Whether the Allow is a guard by itself, as that of a permissions boundary is. */
  readonly isGuard: boolean;
  readonly gains: string;
  readonly losses: string;
}

/**
 * What a policy says to allow and refuses by a Deny: nothing is allowed now, and the Deny alone stands before it (IAM User Guide,
 * "Policy evaluation logic").
 */
export function refusedFindings(
  { refusedAnew, refusedNoMore, vocabulary }: PolicyChange,
  subject: Subject,
  { rule, consequence, isGuard, gains, losses }: Refused,
): readonly Finding[] {
  const base = { ...subject, rule, consequence } as const;
  return [
    ...toldAccess(refusedAnew, "gained", vocabulary).map(({ what }): Finding => ({
      ...base,
      direction: isGuard ? "weaker" : "neutral",
      before: "not allowed, and denied",
      after: `allowed, and denied: ${what}`,
      meaning: gains,
    })),
    ...toldAccess(refusedNoMore, "lost", vocabulary).map(({ what }): Finding => ({
      ...base,
      direction: isGuard ? "stronger" : "neutral",
      before: `allowed, and denied: ${what}`,
      after: "not allowed, and denied",
      meaning: losses,
    })),
  ];
}

/** Of a policy that gives access, such an Allow has no effect. */
export const withoutEffect = {
  isGuard: false,
  consequence: "privilege gained",
  gains: "A policy allows this and a Deny refuses it: the Allow has no effect until the Deny goes.",
  losses: "A policy no longer allows what a Deny refused all along.",
} as const;
