/**
 * Stands in for `cls-hooked`, by which X-Ray's SDK hands a segment from one asynchronous call to the next. Its hooks are the
 * process's, never end, and make every promise of every later test file dear; one segment is all that a test looks at.
 */
const segments = new Map<string, unknown>();

const namespace = {
  createContext: () => ({}),
  enter: () => undefined,
  get: (name: string) => segments.get(name),
  set: (name: string, segment: unknown) => segments.set(name, segment),
};

export const createNamespace = () => namespace;
export const getNamespace = () => namespace;
