import type { Environment } from "./environment";

/** The settings that name headers. */
interface Naming {
  readonly compute: Pick<Environment["compute"], "functions">;
  readonly edge: { readonly originProtection: Pick<Environment["edge"]["originProtection"], "headerName"> };
}

/**
 * The headers, in lower case, that settings of the environment name and that carry what lets somebody in: what keeps
 * records of requests keeps none of their values. A setting that names one more such header is to be added here.
 */
export function credentialHeaders({ compute, edge }: Naming): readonly string[] {
  const checks = compute.functions?.requestAuthorizer?.checks;
  return [edge.originProtection.headerName, ...(checks?.kind === "header" ? [checks.name] : [])];
}
