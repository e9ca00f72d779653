import type { Estate, Resource, Target } from "../estate";
import type { Direction, Finding } from "../finding";
import { foreignAccount, ownAccounts } from "./accounts";
import { isUpdate } from "./changed";
import { type NamedChange, namedChange, targetWords } from "./names";
import { changesAt } from "./paths";
import { type Question, judgesOf } from "./question";
import { notReviewable } from "./setting";

/** An attribute that names where something goes, or what something is about. */
export interface Destination {
  readonly rule: string;
  readonly types: readonly string[];
  readonly path: string;
  /** In AWS's words. */
  readonly part: string;
  /** What it means that nothing is named any more, that something is, and that another thing is. Without a text, nothing. */
  readonly lost?: string;
  readonly added?: string;
  readonly elsewhere: string;
  /** Whether the account of what is named learns something: what a log says, for example. */
  readonly isTold?: true;
}

/** What names nothing, something or another thing from now on. A resource of the plans can be looked at; a mere name cannot. */
export const ofDestinations = (destinations: readonly Destination[]): Question => ({
  judges: judgesOf(destinations.map(({ types, path }) => ({ types, paths: [path] }))),
  find: (estate) => {
    const own = ownAccounts(estate);
    return destinations.flatMap((one) =>
      estate.changed(...one.types).flatMap((resource) => {
        if (!isUpdate(resource)) return one.isTold === true ? createdFindings(one, resource, estate, own) : [];
        const change = namedChange(estate, resource, one.path);
        return change === undefined ? [] : findingsOf(one, resource, change, own);
      }),
    );
  },
});

/** Of what is new, only that another account is told. */
function createdFindings(
  destination: Destination,
  resource: Resource,
  estate: Estate,
  own: ReadonlySet<string>,
): readonly Finding[] {
  if (resource.before !== undefined || resource.after === undefined) return [];
  const after = estate.target("after", resource, destination.path);
  return foreignIn(own, after) === undefined
    ? []
    : findingsOf(destination, resource, { before: { kind: "none" }, after }, own);
}

const foreignIn = (own: ReadonlySet<string>, target: Target): string | undefined =>
  target.kind === "value" ? foreignAccount(own, target.value) : undefined;

function findingsOf(
  destination: Destination,
  resource: Resource,
  { before, after }: NamedChange,
  own: ReadonlySet<string>,
): readonly Finding[] {
  const { rule, path, part, isTold } = destination;
  if (after.kind === "unknown") return notReviewable(resource, path, { rule, part, before: targetWords(before) });
  const change = { before: targetWords(before), after: targetWords(after) };
  const common = { rule, place: resource, part, ...change, says: changesAt(resource, path) };
  const [was, is] = isTold === true ? [foreignIn(own, before), foreignIn(own, after)] : [];
  if (was !== is && after.kind !== "none") {
    const meaning =
      is === undefined
        ? `Account ${was ?? ""} is told nothing more.`
        : `Account ${is}, which no resource of the plans is in, is told from now on.${before.kind === "none" ? "" : ` ${destination.elsewhere}`}`;
    return [{ ...common, consequence: "exposure", direction: is === undefined ? "stronger" : "weaker", meaning }];
  }
  const [direction, meaning] = judgementOf(destination, before, after);
  return meaning === undefined ? [] : [{ ...common, consequence: "guard lost", direction, meaning }];
}

function judgementOf(
  { lost, added, elsewhere }: Destination,
  before: Target,
  after: Target,
): readonly [Direction, string | undefined] {
  if (after.kind === "none") return ["weaker", lost];
  if (before.kind === "none") return ["stronger", added];
  if (after.kind === "resource" && before.kind === "resource") return ["neutral", elsewhere];
  return ["cannot tell", `${elsewhere.replace(/\.$/, "")}; the given plans do not hold both.`];
}
