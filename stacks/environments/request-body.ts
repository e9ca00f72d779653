import { z } from "zod";

/**
 * Converts a zod schema into the JSON Schema draft 4 of a REST API's model, for a route's `body`. Use `z.strictObject`,
 * which refuses unknown names. Throws for what JSON Schema cannot say (a transform, a date).
 *
 * @example body: requestBody(z.strictObject({ name: z.string().max(64) }))
 */
export function requestBody(schema: z.ZodType): Record<string, unknown> {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { target: "draft-4", io: "input" }))) as Record<
    string,
    unknown
  >;
}
