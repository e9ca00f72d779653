import { type Normal, isList, isObject, isSet, keyOf } from "./normal";

/**
 * The value after, in which an element of a set is as it was before if the two differ only by 0 or false on one side and nothing on
 * the other. A provider on terraform-plugin-sdk cannot tell the two apart: of an element of a set that it plans anew it writes the
 * zero of the type where its state has nothing. Where anything else of the element differs, the element stays as planned.
 */
export function withoutZeros(before: Normal | undefined, after: Normal | undefined): Normal | undefined {
  return before === undefined || after === undefined ? after : reconciled(before, after);
}

function reconciled(before: Normal, after: Normal): Normal {
  if (isObject(before) && isObject(after))
    return Object.fromEntries(
      Object.entries(after).map(([name, value]) => {
        const was = Object.hasOwn(before, name) ? before[name] : undefined;
        return [name, was === undefined ? value : reconciled(was, value)];
      }),
    );
  if (isList(before) && isList(after))
    return after.map((one, index) => {
      const was = before[index];
      return was === undefined ? one : reconciled(was, one);
    });
  return isSet(before) && isSet(after) ? ofSets(before, after) : after;
}

function ofSets(before: ReadonlySet<Normal>, after: ReadonlySet<Normal>): ReadonlySet<Normal> {
  const [had, has] = [new Set([...before].map(keyOf)), new Set([...after].map(keyOf))];
  const gone = [...before].filter((one) => isObject(one) && !has.has(keyOf(one)));
  if (gone.length === 0) return after;
  const byMeaning = new Map(gone.map((one) => [keyOf(withoutZero(one)), one]));
  return new Set(
    [...after].map((one) => (had.has(keyOf(one)) ? one : (byMeaning.get(keyOf(withoutZero(one))) ?? one))),
  );
}

function withoutZero(value: Normal): Normal {
  if (isList(value)) return value.map(withoutZero);
  if (isSet(value)) return new Set([...value].map(withoutZero));
  if (!isObject(value)) return value;
  const parts = Object.entries(value).filter(([, one]) => one !== 0 && one !== false);
  return Object.fromEntries(parts.map(([name, one]) => [name, withoutZero(one)]));
}
