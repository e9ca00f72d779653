import { z } from "zod";

const changeFields = {
  actions: z.array(z.string()),
  before: z.unknown(),
  after_unknown: z.unknown(),
  before_sensitive: z.unknown(),
  after_sensitive: z.unknown(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.unknown().optional(),
};

/** Terraform leaves `after` out where all of it is known after apply only. */
const change = z.union([
  z.object({ ...changeFields, after_unknown: z.literal(true), after: z.unknown().optional() }),
  z.object({ ...changeFields, after: z.unknown() }),
]);

const resourceChange = z.object({
  address: z.string().min(1),
  previous_address: z.string().optional(),
  module_address: z.string().optional(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  deposed: z.string().optional(),
  provider_name: z.string().optional(),
  change,
  action_reason: z.string().optional(),
});

/**
 * A condition with its result, for the whole and for each instance (Terraform documentation, "JSON Output Format", "Checks
 * Representation"). The status is `pass`, `fail`, `error` or `unknown`.
 */
const check = z.object({
  address: z.object({ to_display: z.string(), kind: z.string().optional() }),
  status: z.string(),
  instances: z
    .array(
      z.object({
        address: z.object({ to_display: z.string() }),
        status: z.string(),
        problems: z.array(z.object({ message: z.string() })).nullish(),
      }),
    )
    .nullish(),
});

/** An action of a provider that the apply runs (hashicorp/terraform, `internal/command/jsonplan/action_invocations.go`). */
const invocation = z.object({
  address: z.string().min(1),
  type: z.string(),
  name: z.string(),
  config_values: z.unknown().optional(),
  config_sensitive: z.unknown().optional(),
  config_unknown: z.unknown().optional(),
  lifecycle_action_trigger: z
    .object({ triggering_resource_address: z.string().optional(), action_trigger_event: z.string().optional() })
    .nullish(),
});

/** What is read of both shapes of a plan. */
export const planFormat = z.object({
  terraform_version: z.string().optional(),
  resource_changes: z.array(resourceChange),
  resource_drift: z.array(resourceChange).optional(),
  deferred_changes: z.array(z.object({ reason: z.string(), resource_change: resourceChange })).nullish(),
  checks: z.array(check).nullish(),
  action_invocations: z.array(invocation).nullish(),
  deferred_action_invocations: z.array(z.object({ reason: z.string(), action_invocation: invocation })).nullish(),
  /** Read entry by entry: a name of an output may be one that an object has by itself. */
  output_changes: z.unknown().optional(),
  /** Read for references alone: an expression may hold a secret. */
  configuration: z.unknown().optional(),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  applyable: z.boolean().optional(),
});

export const outputChange = change;
export type RawChange = z.infer<typeof change>;
export type RawPlan = z.infer<typeof planFormat>;
export type RawResourceChange = z.infer<typeof resourceChange>;
