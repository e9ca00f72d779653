import { blockOf, blocksOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, type NormalObject, keyOf } from "../../plan/normal";

type Said = Omit<Finding, "place" | "part">;

/** The requests that a log leaves out, compared by every kind of request that the filters tell apart. */
export function logFilterFinding(before: Normal | undefined, after: Normal | undefined): readonly Said[] {
  const [was, is] = [filterOf(before), filterOf(after)];
  if (keyOf(was) === keyOf(is)) return [];
  const labels = [...new Set([...labelsIn(was), ...labelsIn(is)])].sort();
  if (labels.length > mostLabels) return [said("cannot tell", "filter", "another filter")];
  const kinds = recordsWith(labels);
  const lost = kinds.filter((one) => kept(was, one) > kept(is, one));
  const gained = kinds.filter((one) => kept(is, one) > kept(was, one));
  return [
    ...(lost.length === 0 ? [] : [said("weaker", `${namesOf(lost)}: logged`, `${namesOf(lost)}: left out`)]),
    ...(gained.length === 0 ? [] : [said("stronger", `${namesOf(gained)}: left out`, `${namesOf(gained)}: logged`)]),
  ];
}

const said = (direction: "weaker" | "stronger" | "cannot tell", before: string, after: string): Said => ({
  rule: "waf-log-filter",
  consequence: "guard lost",
  direction,
  before,
  after,
  meaning:
    direction === "weaker"
      ? "These requests leave no trace in the log any more."
      : direction === "stronger"
        ? "These requests can be read in the log."
        : "The filter tells more labels apart than this review compares: read it.",
  says: ["logging_filter"],
});

/** A request as a log may have it: how the web ACL ended it, what else its rules did, and its labels. */
interface LogRecord {
  readonly actions: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

const mostLabels = 6;
const endings = ["ALLOW", "BLOCK", "CAPTCHA", "CHALLENGE"];

/**
 * What rules do besides ending a request (WAF API Reference, ActionCondition). A CAPTCHA or challenge that is already solved ends
 * nothing (WAF Developer Guide, "Log fields for protection pack (web ACL) traffic").
 */
const besides = ["COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE"];

const recordsWith = (labels: readonly string[]): readonly LogRecord[] =>
  endings.flatMap((ending) =>
    subsetsOf(besides).flatMap((counted) =>
      subsetsOf(labels).map((some) => ({ actions: new Set([ending, ...counted]), labels: new Set(some) })),
    ),
  );

const subsetsOf = (names: readonly string[]): readonly (readonly string[])[] =>
  names.reduce<readonly (readonly string[])[]>(
    (subsets, name) => [...subsets, ...subsets.map((subset) => [...subset, name])],
    [[]],
  );

const filterOf = (value: Normal | undefined): NormalObject | undefined => blockOf(value, "logging_filter");

const labelsIn = (filter: NormalObject | undefined): readonly string[] =>
  blocksOf(filter, "filter").flatMap((one) =>
    blocksOf(one, "condition").flatMap((condition) => labelOf(condition) ?? []),
  );

const labelOf = (condition: NormalObject): string | undefined =>
  textOf(blockOf(condition, "label_name_condition"), "label_name");

/** 1 for a record that is kept, 0 for one that is dropped; between them where filters contradict each other. */
function kept(filter: NormalObject | undefined, record: LogRecord): number {
  if (filter === undefined) return 1;
  const behaviors = blocksOf(filter, "filter")
    .filter((one) => satisfies(one, record))
    .map((one) => textOf(one, "behavior"));
  const all = behaviors.length === 0 ? [textOf(filter, "default_behavior")] : behaviors;
  return all.filter((behavior) => behavior === "KEEP").length / all.length;
}

function satisfies(filter: NormalObject, { actions, labels }: LogRecord): boolean {
  const results = blocksOf(filter, "condition").map((condition) => {
    const action = textOf(blockOf(condition, "action_condition"), "action");
    const label = labelOf(condition);
    return (action !== undefined && actions.has(action)) || (label !== undefined && labels.has(label));
  });
  return textOf(filter, "requirement") === "MEETS_ALL" ? results.every(Boolean) : results.some(Boolean);
}

/** The kinds by what all of them have in common, or by how they end. */
function namesOf(records: readonly LogRecord[]): string {
  const [first] = records;
  const common = [...(first?.actions ?? []), ...(first?.labels ?? [])].filter((name) =>
    records.every(({ actions, labels }) => actions.has(name) || labels.has(name)),
  );
  if (common.length > 0) return common.join(" with ");
  const every = endings.filter((ending) => records.some(({ actions }) => actions.has(ending)));
  return every.join(", ");
}
