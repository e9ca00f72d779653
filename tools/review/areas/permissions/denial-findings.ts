import type { Finding } from "../../finding";
import type { PolicyChange } from "./held";
import type { Subject } from "./subject";
import { type ToldAccess, type Wording, toldAccess } from "./words";

/** What policies deny on one side alone. A Deny is a guard: it holds whatever other policies allow. */
export function denialFindings(
  { deniedAnew, deniedNoMore, vocabulary }: PolicyChange,
  subject: Subject,
  rule: string,
  wording: Wording = {},
): readonly Finding[] {
  const base = { ...subject, rule, consequence: "guard lost" } as const;
  return [
    ...toldAccess(deniedNoMore, "lost", vocabulary, wording).map((denial): Finding => ({
      ...base,
      direction: "weaker",
      before: `denied: ${denial.what}`,
      after: leftOf(denial),
      meaning: "What was refused whatever other policies say is allowed from now on wherever a policy allows it.",
    })),
    ...toldAccess(deniedAnew, "gained", vocabulary, wording).map((denial): Finding => ({
      ...base,
      direction: "stronger",
      before: leftOf(denial),
      after: `denied: ${denial.what}`,
      meaning: "Who does this is refused from now on, whatever other policies allow.",
    })),
  ];
}

/** What the other side denies of it: the same under a condition, or nothing. */
const leftOf = ({ withCondition }: ToldAccess): string =>
  withCondition === undefined ? "not denied" : `denied: ${withCondition}`;
