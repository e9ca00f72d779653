/** The paths at which the marks of a plan are `true`. The elements of a list are one, written `*`. */
export function markedPaths(marks: unknown): string[] {
  return [...new Set(paths(marks, []))].sort();
}

function paths(marks: unknown, place: readonly string[]): string[] {
  if (marks === true) return [place.join(".")];
  if (Array.isArray(marks)) return marks.flatMap((mark) => paths(mark, [...place, "*"]));
  if (typeof marks !== "object" || marks === null) return [];
  return Object.entries(marks).flatMap(([key, mark]) => paths(mark, [...place, key]));
}
