/** What Terraform does to a resource, or to an output. */
export type Action = "create" | "update" | "delete" | "replace" | "forget" | "create and forget" | "read" | "no-op";

/** Which of the two comes first in a replacement: without the other way round, the resource is gone for a moment. */
export type ReplaceOrder = "create before destroy" | "destroy before create";

/** The lists of actions that Terraform writes (hashicorp/terraform, `internal/command/jsonplan/plan.go`, `actionString`). */
const actions: ReadonlyMap<string, { readonly action: Action; readonly order?: ReplaceOrder }> = new Map([
  ["no-op", { action: "no-op" }],
  ["create", { action: "create" }],
  ["read", { action: "read" }],
  ["update", { action: "update" }],
  ["delete", { action: "delete" }],
  ["forget", { action: "forget" }],
  ["create,delete", { action: "replace", order: "create before destroy" }],
  ["delete,create", { action: "replace", order: "destroy before create" }],
  ["create,forget", { action: "create and forget" }],
] as const);

/** Undefined for a list of actions that Terraform does not write. */
export const actionOf = (
  list: readonly string[],
): { readonly action: Action; readonly order?: ReplaceOrder } | undefined => actions.get(list.join());
