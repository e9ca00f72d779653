import * as z from "zod/mini";

/**
 * The staging label of the version of an origin's secret that has the values which functions accept, as the pattern set has
 * those that a firewall accepts. AWSPREVIOUS and AWSPENDING do not say it: a rotation that is given up once CloudFront sends
 * its value, or one that begins too early, would take a label from a value that is still sent.
 */
export const acceptedLabel = "ACCEPTED";

/** Letters and digits alone: a value stands in a pattern and in a header as it is. */
export const isHeaderValue = (text: string): boolean => /^[A-Za-z0-9]{32}$/.test(text);

const accepted = z.object({ ACCEPTED: z.array(z.string().check(z.refine(isHeaderValue))) });

/** What such a version holds. */
export const acceptedString = (values: readonly string[]): string => JSON.stringify({ ACCEPTED: values });

/** @throws where that is no such version, in words that have nothing of it */
export function valuesOfAcceptedString(secretString: string): readonly string[] {
  try {
    return accepted.parse(JSON.parse(secretString)).ACCEPTED;
  } catch {
    throw new Error('the version is not of the form {"ACCEPTED":["<32 letters and digits>"]}');
  }
}
