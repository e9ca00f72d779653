/**
 * Stands in for `cls-hooked`, by which X-Ray's SDK hands a segment from one asynchronous call to the next. Its hooks are the
 * process's, never end, and make every promise of every later test file dear; outside of Lambda nothing is traced.
 */
export const createNamespace = (): { readonly get: () => undefined } => ({ get: () => undefined });
