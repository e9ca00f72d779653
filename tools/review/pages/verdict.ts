import { type Consequence, consequences, isWeaker } from "../finding";
import type { Review, ReviewedFinding, ReviewedLayer, Standing } from "../reviewed";
import { type Line, joined, name, sentence } from "./line";
import { counted } from "../../shared/counted";

/** The first line: the environment, what the policy says, and how much of what is found. */
export function verdictOf(review: Review): Line {
  const { environment } = review;
  return [environment === undefined ? "unknown environment" : sentence(environment, 60), `: ${words(review)}`];
}

function words(review: Review): string {
  const { verdict, layers, findings } = review;
  const counts = countsOf(findings);
  if (layers.some(({ standing }) => standing === "errored" || standing === "incomplete"))
    return ["cannot be approved", ...counts].join(", ");
  if (isQuiet(review)) return "no change";
  const said = { stop: "stop", ask: "ask before the apply", note: "nothing to stop or to ask" }[verdict];
  return [said, ...counts].join(", ");
}

/** Whether the plans change nothing at all. */
const isQuiet = ({ layers, findings, plain, tags }: Review): boolean =>
  findings.length + plain.length + tags.length === 0 && layers.every(({ changed }) => changed === 0);

function countsOf(findings: readonly ReviewedFinding[]): readonly string[] {
  const weaker = findings.filter(isWeaker);
  const byClass = consequences
    .map((one) => [weaker.filter(({ consequence }) => consequence === one).length, one] as const)
    .filter(([count]) => count > 0)
    .map(([count, one]) => countedClass(count, one));
  const [stronger, neutral] = (["stronger", "neutral"] as const).map((direction) => {
    const count = findings.filter((one) => one.direction === direction).length;
    return count === 0 ? [] : [`${count} ${direction}`];
  });
  return [...byClass, ...(stronger ?? []), ...(neutral ?? [])];
}

/** A class in the plural; of the others one word says one and many. */
const many: Readonly<Partial<Record<Consequence, string>>> = {
  "data loss": "data losses",
  exposure: "exposures",
  "guard lost": "guards lost",
  "privilege gained": "privileges gained",
  downtime: "downtimes",
  contract: "contracts",
};

/** How many findings of a class: `2 guards lost`. */
export const countedClass = (count: number, one: Consequence): string =>
  `${count} ${count === 1 ? one : (many[one] ?? one)}`;

/** Of the plans that cannot be approved, why. */
export function alertsOf({ layers }: Review): readonly Line[] {
  const of = (standing: Standing): readonly ReviewedLayer[] => layers.filter((one) => one.standing === standing);
  const [errored, partial, tests, sources] = [of("errored"), of("incomplete"), of("test"), of("source")];
  const refused = [
    ...(errored.length === 0 ? [] : [[...named(errored), " errored (Terraform refused the plan, or did not end)"]]),
    ...(partial.length === 0 ? [] : [[...named(partial), " is partial (-target, or deferred changes)"]]),
  ];
  return [
    ...(refused.length === 0
      ? []
      : [
          [
            "Nobody can approve this: ",
            ...joined(refused, "; "),
            ". What follows was planned. Plan the whole layer again.",
          ],
        ]),
    ...(tests.length === 0
      ? []
      : [["Nothing to apply: ", ...named(tests), " is a first plan of terraform test, without state."]]),
    ...(sources.length === 0
      ? []
      : [["No plan of ", ...named(sources), ": the two syntheses were compared, and what AWS decides is not known."]]),
  ];
}

function named(layers: readonly ReviewedLayer[]): Line {
  const more = layers.length - 2;
  const names = joined(
    layers.slice(0, 2).map(({ layer }) => [name(layer, 40)]),
    ", ",
  );
  return more > 0 ? [...names, ` and ${more} more`] : names;
}

export const changesOf = (changed: number, understood: number): string =>
  changed === 0 ? "no change" : `${understood} of ${counted(changed, "change")} understood`;
