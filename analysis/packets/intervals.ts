/** The points from `from` up to, and without, `to`. */
export interface Interval<T extends number | bigint> {
  readonly from: T;
  readonly to: T;
}

/** Sorted, disjoint intervals that do not touch: the one form of a set of points, so that equal sets have equal forms. */
export type IntervalSet<T extends number | bigint> = readonly Interval<T>[];

/** The set of all points of some intervals, which may overlap, touch, be empty, and stand in any order. */
export function intervalSet<T extends number | bigint>(intervals: readonly Interval<T>[]): IntervalSet<T> {
  return mergeSorted(intervals.filter(({ from, to }) => from < to).sort((one, other) => compare(one.from, other.from)));
}

/** The same for intervals that are sorted by `from` already. */
export function mergeSorted<T extends number | bigint>(sorted: readonly Interval<T>[]): IntervalSet<T> {
  const merged: Interval<T>[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.to < interval.from) merged.push(interval);
    else if (last.to < interval.to) merged[merged.length - 1] = { from: last.from, to: interval.to };
  }
  return merged;
}

export function unionOfIntervals<T extends number | bigint>(...sets: readonly IntervalSet<T>[]): IntervalSet<T> {
  return intervalSet(sets.flat());
}

export function intersectionOfIntervals<T extends number | bigint>(
  one: IntervalSet<T>,
  other: IntervalSet<T>,
): IntervalSet<T> {
  const found: Interval<T>[] = [];
  for (let i = 0, j = 0; ;) {
    const a = one[i];
    const b = other[j];
    if (a === undefined || b === undefined) return found;
    const from = a.from > b.from ? a.from : b.from;
    const to = a.to < b.to ? a.to : b.to;
    if (from < to) found.push({ from, to });
    if (a.to < b.to) i++;
    else j++;
  }
}

/** The points of `one` that are not in `other`. */
export function differenceOfIntervals<T extends number | bigint>(
  one: IntervalSet<T>,
  other: IntervalSet<T>,
): IntervalSet<T> {
  const left: Interval<T>[] = [];
  let j = 0;
  for (const { from, to } of one) {
    let start = from;
    for (let cut = other[j]; cut !== undefined && cut.from < to; cut = other[++j]) {
      if (start < cut.from) left.push({ from: start, to: cut.from });
      if (start < cut.to) start = cut.to;
      if (cut.to >= to) break;
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}

export function equalIntervals<T extends number | bigint>(one: IntervalSet<T>, other: IntervalSet<T>): boolean {
  return (
    one.length === other.length &&
    one.every(({ from, to }, index) => from === other[index]?.from && to === other[index].to)
  );
}

export function inIntervals<T extends number | bigint>(set: IntervalSet<T>, point: T): boolean {
  return set.some(({ from, to }) => from <= point && point < to);
}

export function compare<T extends number | bigint | string>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
