/** Gives what is made as soon as the first asks, and the same from then on. */
export function once<T>(make: () => T): () => T {
  let made: { readonly one: T } | undefined;
  return () => (made ??= { one: make() }).one;
}
