import * as z from "zod/mini";

/** API Gateway's event of a request that it forwards whole (Lambda proxy integration). */
const proxyEvent = z.object({ requestContext: z.object({}) });

/** The event that the template of a non-proxy integration makes of a request. */
const templateEvent = z.object({ id: z.string().check(z.maxLength(256)) });

export type Greeting =
  | { readonly statusCode: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly message: string; readonly id?: string };

const message = "Hello from Lambda!";

/** A proxied request gets the greeting as a JSON string; a template's event gets it as a plain value. */
export function greet(event: unknown): Greeting {
  if (proxyEvent.safeParse(event).success) {
    return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(message) };
  }
  const template = templateEvent.safeParse(event);
  return template.success ? { message, id: template.data.id } : { message };
}
