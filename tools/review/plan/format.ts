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

/** What is read of both shapes of a plan. */
export const planFormat = z.object({
  terraform_version: z.string().optional(),
  resource_changes: z.array(resourceChange),
  resource_drift: z.array(resourceChange).optional(),
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
export type RawResourceChange = z.infer<typeof resourceChange>;
