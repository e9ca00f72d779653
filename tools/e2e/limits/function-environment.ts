interface FunctionEnvironment {
  readonly variables: Readonly<Record<string, string>>;
}

/** The rotation of a header waits for no firewall: a change of moto's is everywhere at once. */
export function withoutWaiting(given: unknown): unknown {
  const { variables } = given as FunctionEnvironment;
  return "SETTLE_SECONDS" in variables ? { variables: { ...variables, SETTLE_SECONDS: "0" } } : given;
}
