/** What a list loses, which is weaker, and what the list gains, which is stronger. */
export function lostAndGained(
  before: readonly string[],
  after: readonly string[],
): readonly { readonly direction: "weaker" | "stronger"; readonly values: readonly string[] }[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    { direction: "weaker" as const, values: before.filter((one) => !has.has(one)) },
    { direction: "stronger" as const, values: after.filter((one) => !had.has(one)) },
  ].filter(({ values }) => values.length > 0);
}
