import type { Departure } from "../../../controls/departures";
import type { Finding } from "../finding";

/** Of the findings about the record's own words. */
export const departureRule = "departure";

const layers = ["network", "identity", "compute", "edge"];

/** What changes in the departures of an environment: settings that the record keeps weaker than the secure default. */
export function departureFindings(
  environment: string,
  base: readonly Departure[],
  head: readonly Departure[],
): readonly Finding[] {
  const [was, is] = [base, head].map((all) => new Map(all.map((one) => [one.path, one])));
  const paths = [...new Set([...base, ...head].map((one) => one.path))].sort();
  return paths.flatMap((path): readonly Finding[] => {
    const [old, now] = [was?.get(path), is?.get(path)];
    if (old !== undefined && now !== undefined && wordsOf(old) === wordsOf(now)) return [];
    const layer = path.split(".")[0] ?? "";
    return [
      {
        rule: departureRule,
        consequence: "guard lost",
        direction: directionOf(old, now),
        place: {
          layer: layers.includes(layer) ? layer : "every layer",
          address: `departure ${path}`,
          type: "departure",
          name: path,
          isFirst: false,
        },
        before: old === undefined ? "secure default" : wordsOf(old),
        after: now === undefined ? "secure default" : wordsOf(now),
        meaning:
          now === undefined
            ? `The record of ${environment} gives no reason any more to be weaker than the secure default.`
            : `The record of ${environment} is weaker than the secure default here, with this reason.`,
        setting: path,
        says: [],
      },
    ];
  });
}

const wordsOf = ({ reason, until }: Departure): string => (until === undefined ? reason : `${reason} (until ${until})`);

/** A departure that ends later, or never, is weaker; another reason alone changes nothing. */
function directionOf(old: Departure | undefined, now: Departure | undefined): Finding["direction"] {
  if (old === undefined) return "weaker";
  if (now === undefined) return "stronger";
  const [ended, ends] = [old.until ?? "9999-12-31", now.until ?? "9999-12-31"];
  return ended === ends ? "neutral" : ends > ended ? "weaker" : "stronger";
}
