import { attribute } from "../estate";
import { JsonText, type Normal, isObject, keyOf } from "../plan/normal";

/** The keys of a map whose values differ; one empty name where a whole differs that is no map. */
export function changedNames(before: Normal | undefined, after: Normal | undefined): readonly string[] {
  if (keyOf(before) === keyOf(after)) return [];
  const maps = [before, after].every((one) => one === undefined || isObject(one));
  if (!maps) return [""];
  const names = [before, after].flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  return [...new Set(names)]
    .sort()
    .filter((name) => keyOf(textOf(attribute(before, name))) !== keyOf(textOf(attribute(after, name))));
}

/** A template in JSON is a text too. */
const textOf = (value: Normal | undefined): Normal | undefined => (value instanceof JsonText ? value.value : value);
