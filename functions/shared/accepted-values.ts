import * as z from "zod/mini";

/**
 * The staging label of the version of an origin's secret that holds the values which functions accept. The pattern set
 * holds those that a firewall accepts. AWSPREVIOUS and AWSPENDING would not do: a rotation that is given up once CloudFront
 * sends its value, or that begins too early, would take a label from a value that is still sent.
 */
export const acceptedLabel = "ACCEPTED";

/** Letters and digits alone: a value needs no escape in a pattern or a header. */
export const isHeaderValue = (text: string): boolean => /^[A-Za-z0-9]{32}$/.test(text);

const accepted = z.object({ ACCEPTED: z.array(z.string().check(z.refine(isHeaderValue))) });

/** The text of a version with this label. */
export const acceptedString = (values: readonly string[]): string => JSON.stringify({ ACCEPTED: values });

/** @throws where the text has another form; the message holds nothing of the text */
export function valuesOfAcceptedString(secretString: string): readonly string[] {
  try {
    return accepted.parse(JSON.parse(secretString)).ACCEPTED;
  } catch {
    throw new Error('the version is not of the form {"ACCEPTED":["<32 letters and digits>"]}');
  }
}
