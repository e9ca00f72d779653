/** One thing goes before another. */
export interface Edge {
  readonly before: string;
  readonly after: string;
}

/** Whether `from` goes before `to`, by one edge or by several. */
export function reaches(edges: readonly Edge[], from: string, to: string): boolean {
  const seen = new Set([from]);
  // A `for` over a set also visits what is added to the set meanwhile.
  for (const here of seen) for (const { before, after } of edges) if (before === here) seen.add(after);
  return from !== to && seen.has(to);
}

/**
 * Sorts the nodes so that every edge holds. Among several that could be next, the first of `nodes` is next.
 *
 * @throws Error when the edges form a cycle
 */
export function inOrder(nodes: readonly string[], edges: readonly Edge[]): string[] {
  const left = [...nodes];
  const order: string[] = [];
  while (left.length > 0) {
    const next = left.find((node) => !edges.some(({ before, after }) => after === node && left.includes(before)));
    if (next === undefined) throw new Error(`no order holds between ${left.join(", ")}`);
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}
