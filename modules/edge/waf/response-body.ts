/** A body that a blocking rule can answer with. */
export interface ResponseBody {
  readonly contentType: "APPLICATION_JSON" | "TEXT_HTML" | "TEXT_PLAIN";
  /** Up to 4 KB. */
  readonly content: string;
}

/** Response bodies by key; rules refer to the keys. */
export type ResponseBodies = Readonly<Record<string, ResponseBody>>;

/** WAF Developer Guide, "AWS WAF quotas". */
export const responseBodyQuotas = { bodies: 50, bodyBytes: 4096, allBytes: 51_200 };

/** Renders them as the provider's bindings take them. */
export function customResponseBodies(bodies: ResponseBodies) {
  return Object.entries(bodies).map(([key, { contentType, content }]) => ({
    key,
    contentType,
    content,
  }));
}

export function responseBodyFaults(bodies: ResponseBodies, place: string): string[] {
  const entries = Object.entries(bodies);
  const bytes = (text: string) => Buffer.byteLength(text);
  const faults = entries.flatMap(([key, { content }]) => {
    const body = `${place}: the response body "${key}"`;
    return [
      ...(/^[\w-]{1,128}$/.test(key)
        ? []
        : [`${body} has a key that AWS refuses; give 1 to 128 letters, digits, - or _`]),
      ...(bytes(content) >= 1 && bytes(content) <= responseBodyQuotas.bodyBytes
        ? []
        : [`${body} has ${bytes(content)} bytes; give 1 to ${responseBodyQuotas.bodyBytes}`]),
    ];
  });
  if (entries.length > responseBodyQuotas.bodies)
    faults.push(`${place} has ${entries.length} response bodies; AWS allows ${responseBodyQuotas.bodies}`);
  const total = entries.reduce((sum, [, { content }]) => sum + bytes(content), 0);
  if (total > responseBodyQuotas.allBytes)
    faults.push(`${place} has ${total} bytes of response bodies; AWS allows ${responseBodyQuotas.allBytes}`);
  return faults;
}
