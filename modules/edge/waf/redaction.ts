/**
 * Headers that carry credentials in every environment; in lower case, as AWS returns them. The last carries the session
 * token of temporary AWS credentials (IAM User Guide, "Create a signed AWS API request").
 */
export const secretHeaders: readonly string[] = [
  "authorization",
  "cookie",
  "x-api-key",
  "x-origin-verify",
  "x-amz-security-token",
];

/**
 * Replaces the values of headers wherever AWS WAF stores requests: logs, samples and Security Lake. Redaction in the logging
 * configuration covers only logs (WAF Developer Guide, "Data protection and logging").
 */
export function dataProtectionConfig(headers: readonly string[]) {
  if (headers.length === 0) return undefined;
  return {
    dataProtection: [
      {
        action: "SUBSTITUTION",
        field: { fieldType: "SINGLE_HEADER", fieldKeys: [...headers] },
        excludeRateBasedDetails: false,
        excludeRuleMatchDetails: false,
      },
    ],
  };
}

/** Renders the same headers for the logging configuration. */
export function redactedFields(headers: readonly string[]) {
  return headers.map((name) => ({ singleHeader: { name } }));
}

export function protectedHeaderFaults(headers: readonly string[], place: string): string[] {
  return headers
    .filter((name) => !/^[0-9a-z_-]{1,64}$/.test(name))
    .map((name) => `${place} protects the header "${name}"; give 1 to 64 lower-case letters, digits, - or _`);
}
