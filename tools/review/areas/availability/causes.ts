import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { withoutPositions } from "../../general";
import type { Value } from "../../settings/paths";
import { listed, wordsOf } from "../../settings/words";

/** Terraform's words for why (Terraform documentation, "JSON output format", `action_reason`). */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: "An earlier apply left it half made or somebody marked it as tainted, so it is made anew",
  replace_by_request: "Whoever planned asked for it by -replace",
  replace_by_triggers: "Its replace_triggered_by names something that changes",
};

/** Why a resource is replaced, in a clause. */
export function causeOf({ reason, replacePaths }: Resource): string {
  const said = reasons[reason ?? ""];
  if (said !== undefined) return said;
  if (replacePaths.length === 0) return "The plan does not say what forces the replacement";
  return `Its ${listed(namesOf(replacePaths))} cannot be changed in place`;
}

/** The value that forces the replacement, where one alone does. */
export function forcedBy({ replacePaths, changes }: Resource): Pick<Finding, "before" | "after"> {
  const names = namesOf(replacePaths);
  const [only] = names;
  if (only === undefined || names.length > 1) return {};
  const change = changes.find(({ path }) => path === only);
  return change === undefined
    ? {}
    : { before: `${only} ${asWritten(change.before)}`, after: `${only} ${asWritten(change.after)}` };
}

/** Beside the name of an attribute, a switch is `true` or `false` as in the configuration. */
const asWritten = (value: Value): string => (typeof value === "boolean" ? String(value) : wordsOf(value));

const namesOf = (paths: readonly string[]): readonly string[] => [...new Set(paths.map(withoutPositions))];
