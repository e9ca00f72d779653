import type { Finding } from "../../finding";
import type { PolicyChange } from "./held";
import type { Subject } from "./subject";
import { type Wording, toldAccess } from "./words";

/** What policies deny on one side alone. A Deny is a guard: it holds whatever other policies allow. */
export function denialFindings(
  { deniedAnew, deniedNoMore, vocabulary }: PolicyChange,
  subject: Subject,
  rule: string,
  wording: Wording = {},
): readonly Finding[] {
  const base = { ...subject, rule, consequence: "guard lost" } as const;
  return [
    ...toldAccess(deniedNoMore, "lost", vocabulary, wording).map(({ what }): Finding => ({
      ...base,
      direction: "weaker",
      before: `denied: ${what}`,
      after: "not denied",
      meaning: "What was refused whatever other policies say is allowed from now on wherever a policy allows it.",
    })),
    ...toldAccess(deniedAnew, "lost", vocabulary, wording).map(({ what }): Finding => ({
      ...base,
      direction: "stronger",
      before: "not denied",
      after: `denied: ${what}`,
      meaning: "Who does this is refused from now on, whatever other policies allow.",
    })),
  ];
}
