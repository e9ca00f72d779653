/**
 * Turns an API's route into a pattern of CloudFront, with `*` for each parameter. A `*` also matches slashes, and an empty
 * text (CloudFront Developer Guide, "Path pattern").
 */
export function pathPatternOf(route: string): string {
  return route.replaceAll(/\{[^}]*\}/g, "*");
}

/**
 * Whether some path matches both. In a pattern `*` is any text and `?` any one character. In a route each parameter, `{id}`
 * or `{proxy+}`, counts as `*`.
 */
export function overlaps(pathPattern: string, route: string): boolean {
  return meet(Array.from(pathPattern), Array.from(pathPatternOf(route)), new Map());
}

function meet(one: readonly string[], other: readonly string[], known: Map<number, boolean>): boolean {
  const key = one.length * 1000 + other.length;
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const [a, ...as] = one;
  const [b, ...bs] = other;
  let result: boolean;
  if (a === undefined && b === undefined) result = true;
  else if (a === "*") result = meet(as, other, known) || (b !== undefined && meet(one, bs, known));
  else if (b === "*") result = meet(one, bs, known) || (a !== undefined && meet(as, other, known));
  else if (a === undefined || b === undefined) result = false;
  else result = (a === b || a === "?" || b === "?") && meet(as, bs, known);
  known.set(key, result);
  return result;
}

/**
 * Lists the patterns of an API's routes, each once, in the order in which CloudFront tries them: that of the routes, but a
 * pattern comes before those that match all its paths too, `/orders/new` before `/orders/*`. So a route that is added at the
 * end of the list moves no other pattern, unless one of them would take its paths.
 */
export function pathPatternsOf(routes: readonly string[]): string[] {
  const ordered: string[] = [];
  for (const pattern of new Set(routes.map(pathPatternOf))) {
    const wider = ordered.findIndex((other) => hasAllOf(other, pattern));
    ordered.splice(wider === -1 ? ordered.length : wider, 0, pattern);
  }
  return ordered;
}

/** A route's pattern has no `?`, and a `*` of `narrow` is matched only by a `*` of `wide`. */
function hasAllOf(wide: string, narrow: string): boolean {
  const text = wide.split("*").map((part) => part.replaceAll(/[.$+]/g, String.raw`\$&`));
  return new RegExp(`^${text.join(".*")}$`).test(narrow);
}
