/** Memoizes `make`: the first call creates the value, later calls return the same value. */
export function once<T>(make: () => T): () => T {
  let made: { readonly one: T } | undefined;
  return () => (made ??= { one: make() }).one;
}
