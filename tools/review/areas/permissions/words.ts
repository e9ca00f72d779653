import type { Access, Vocabulary } from "../../../../analysis/policies/difference";
import { type AccessInWords, inWords } from "../../../../analysis/policies/words";
import { readable } from "./documents";

/** Access as a finding says it. */
export interface ToldAccess {
  /** Who may do what, under which conditions: `account 111122223333: s3:* on *`. */
  readonly what: string;
  /** Who alone: `account 111122223333`. */
  readonly who: string;
  /** The same with the conditions that one of the two sides asks for, whether all or one of them. */
  readonly withCondition?: string;
  /** Whether it is told as a whole, of which a part differs. */
  readonly inPart: boolean;
  /** What the other side allows of the whole. */
  readonly already: readonly string[];
  readonly escalations: readonly string[];
  /** Escalations that the statement has, and that what holds beside it stops. */
  readonly stopped: readonly string[];
  /** Whether all actions but a few, on everything but a few things, are in it. */
  readonly isNearlyAll: boolean;
}

export interface Wording {
  /** Where the policy is about one thing only, which the finding is about. */
  readonly withoutResource?: boolean;
}

/** The access in words, one line for what differs in its actions alone. */
export const toldAccess = (
  found: readonly Access[],
  direction: "gained" | "lost",
  vocabulary: Vocabulary,
  wording: Wording = {},
): readonly ToldAccess[] => inWords(found, direction, vocabulary).map((one) => toldOf(one, wording));

/** What the side that does not allow the access allows of it. */
export function withoutOf({ withCondition, already }: ToldAccess): string {
  if (withCondition !== undefined || already.length === 0) return withCondition ?? "refused";
  const [shown, more] = [already.slice(0, mostShown), already.length - mostShown];
  return `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** More parts than these are counted. */
const mostShown = 4;

function toldOf(access: AccessInWords, { withoutResource = false }: Wording): ToldAccess {
  const { principals, resources, escalations, stopped } = access;
  const who = principals === "" ? "" : `${whoOf(principals)}: `;
  const where = withoutResource && resources === "*" ? "" : ` on ${enumerated(resources)}`;
  const condition = access.because.flatMap((reason) => conditionOf(reason) ?? [])[0];
  const conditions = condition === undefined ? access.conditions : access.conditions.filter((one) => !isNot(one));
  const actions = actionsInWords(access.actions);
  const when = (all: readonly string[]): string => (all.length === 0 ? "" : ` if ${all.join(" and ")}`);
  const said = readable(`${who}${actions}${where}`);
  return {
    who: principals === "" ? "whoever has the policy" : readable(whoOf(principals)),
    what: `${said}${readable(when(conditions))}`,
    ...(condition !== undefined && { withCondition: `${said}${readable(when([condition]))}` }),
    inPart: access.because.includes("in part"),
    already: access.already.map((one) =>
      readable(enumerated(withoutResource ? one.replace(/ on \*(?= if |$)/, "") : one)),
    ),
    escalations,
    stopped,
    isNearlyAll: [access.actions, resources].every((list) => list === "*" || list.startsWith("* except ")),
  };
}

/** The conditions that one side asks for and the other does not. */
const conditionOf = (reason: string): string | undefined =>
  /^condition (.*) (?:no longer|now) required$/.exec(reason)?.[1]?.replaceAll(/,(?=\S+ \S)/g, "; ");

const isNot = (condition: string): boolean => condition.startsWith("not (");

/** `everything except iam:* and organizations:*` for `* except iam:*,organizations:*`. */
function actionsInWords(actions: string): string {
  const [all = "", except] = actions.split(" except ");
  const some = all === "*" ? "everything" : enumerated(all);
  return except === undefined ? some : `${some} except ${anded(except)}`;
}

const enumerated = (list: string): string => list.replaceAll(/,(?=\S)/g, ", ");

const anded = (list: string): string => enumerated(list).replace(/, (?=[^,]*$)/, " and ");

/** Without exceptions that are about nobody of those who are named: accounts and services are never each other. */
function whoOf(principals: string): string {
  const [named = "", except] = principals.split(" except ");
  const all = named.split(",");
  if (except === undefined || !all.every((one) => /^(?:account \d{12}|service \S+)$/.test(one)))
    return enumerated(principals);
  const own = except.split(",").filter((one) => all.some((name) => one.includes(name.replace(/^\w+ /, ""))));
  return own.length === 0 ? enumerated(named) : `${enumerated(named)} except ${anded(own.join())}`;
}
