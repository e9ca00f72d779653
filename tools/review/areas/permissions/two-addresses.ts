import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { isDeleted } from "../../settings/changed";
import type { Question } from "../../settings/question";
import { thingOf } from "../../things";
import { guarded } from "./guarded";

/** By which attributes AWS tells one from another: what has the same ones is the same, whatever its address in Terraform. */
const toldBy: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["role", "user", "group"].flatMap((kind) => [
      [`aws_iam_${kind}_policy`, [kind, "name"]],
      [`aws_iam_${kind}_policy_attachment`, [kind, "policy_arn"]],
    ]),
  ),
  ...Object.fromEntries(
    guarded.flatMap(({ separate }) => (separate === undefined ? [] : [[separate.type, [separate.names]]])),
  ),
};

/**
 * What the plan deletes at one address and makes at another, though AWS has it once: nothing orders the two, so the deletion may come
 * last (Terraform, "Refactor modules": a `moved` block keeps what is there).
 */
export const twoAddresses: Question = {
  judges: {},
  find: (estate: Estate): readonly Finding[] =>
    Object.entries(toldBy).flatMap(([type, names]) => {
      const made = new Map<string, Resource>();
      for (const one of estate.changed(type)) {
        const key = one.before === undefined ? keyOf(one, "after", names) : undefined;
        if (key !== undefined) made.set(key, one);
      }
      return estate.changed(type).flatMap((place) => {
        const other = isDeleted(place) ? made.get(keyOf(place, "before", names) ?? "") : undefined;
        return other === undefined ? [] : [findingOf(place, other)];
      });
    }),
};

const findingOf = (place: Resource, other: Resource): Finding => ({
  rule: "deleted-and-made",
  consequence: "downtime",
  direction: "cannot tell",
  place,
  part: "same object at two addresses",
  before: place.address,
  after: other.address,
  meaning: `AWS has the ${thingOf(place)} once: if Terraform deletes it after it is made, it is gone until the next apply; a moved block keeps it.`,
  says: [],
});

/** Of one layer: in another, the order of the layers decides. */
function keyOf(one: Resource, side: "before" | "after", names: readonly string[]): string | undefined {
  const values = names.map((name) => textOf(one[side], name));
  return values.includes(undefined) ? undefined : JSON.stringify([one.layer, ...values]);
}
