import type { ResourceChange } from "./plan/model";
import { keyOf } from "./plan/normal";

/** Whether the plan makes again what was there at the last apply. */
export function isSetBack(planned: ResourceChange, { after, changes }: ResourceChange): boolean {
  if (after === undefined) return planned.action === "create" || planned.action === "replace";
  const back = new Map(planned.changes.map((one) => [one.path, keyOf(one.after)]));
  return changes.every(({ path, before }) => back.get(path) === keyOf(before));
}
