import type { Environment } from "../environment";

/** The settings that name headers. */
interface Naming {
  readonly compute: Pick<Environment["compute"], "functions">;
  readonly edge: { readonly originProtection: Pick<Environment["edge"]["originProtection"], "headerName"> };
}

/**
 * The headers, in lower case, that the settings name and that carry credentials: logs of requests keep none of their values.
 * Add a new setting that names such a header here.
 */
export function credentialHeaders({ compute, edge }: Naming): readonly string[] {
  const checks = compute.functions?.requestAuthorizer?.checks;
  return [edge.originProtection.headerName, ...(checks?.kind === "header" ? [checks.name] : [])];
}
