import { z } from "zod";

/**
 * A zod schema as the JSON Schema draft 4 that a REST API's model takes, for a route's `body`. Use `z.strictObject`, which
 * refuses what it does not name; what JSON Schema cannot say (a transform, a date) throws here.
 *
 * @example body: requestBody(z.strictObject({ name: z.string().max(64) }))
 */
export function requestBody(schema: z.ZodType): Record<string, unknown> {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { target: "draft-4", io: "input" }))) as Record<
    string,
    unknown
  >;
}
