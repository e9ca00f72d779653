import * as z from "zod/mini";
import { acceptedLabel } from "../shared/accepted-values";

const variables = z
  .object({
    SECRET_ARN: z.string().check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/)),
    /** What the firewall of an origin takes the accepted values from; all three, or none where no firewall asks. */
    PATTERN_SET_ID: z.optional(z.string().check(z.minLength(1))),
    PATTERN_SET_NAME: z.optional(z.string().check(z.minLength(1))),
    PATTERN_SET_SCOPE: z.optional(z.enum(["REGIONAL", "CLOUDFRONT"])),
    /** That functions ask too, which read the accepted values from a version with this label. */
    ACCEPTED_LABEL: z.optional(z.literal(acceptedLabel)),
    /** In lower case. */
    HEADER_NAME: z.string().check(z.regex(/^[a-z0-9-]+$/)),
    /** The store and the key that a CloudFront function reads the value from. */
    KEY_VALUE_STORE_ARN: z.optional(
      z.string().check(z.regex(/^arn:aws:cloudfront::\d{12}:key-value-store\/[a-z0-9-]+$/)),
    ),
    KEY_VALUE_STORE_KEY: z.optional(z.string().check(z.minLength(1))),
    /** The origins whose custom header has the value, `<distribution's id>/<origin's id>` with commas between them. */
    DISTRIBUTION_ORIGINS: z.optional(z.string().check(z.regex(/^[A-Z0-9]+\/[^\s,/]+(,[A-Z0-9]+\/[^\s,/]+)*$/))),
    /** Where what the firewall protects answers, with commas between the addresses; none may need an API key. */
    ORIGIN_URLS: z.optional(z.string().check(z.regex(/^https:\/\/[^\s,]+(,https:\/\/[^\s,]+)*$/))),
    /**
     * How long a point of presence may go on sending a value after CloudFront was given its successor: at most the time
     * between two rotations, less the window in which Secrets Manager begins one.
     */
    LAG_SECONDS: z.string().check(z.regex(/^[1-9]\d*$/)),
    /**
     * How long a change of the accepted values may take to reach all that asks: of a firewall "from a few seconds to a
     * number of minutes" (WAF API Reference, UpdateRegexPatternSet), of functions seconds. At most 600, or else a call of
     * 900 seconds has no time for it.
     */
    SETTLE_SECONDS: z.string().check(z.regex(/^([1-5]?\d{1,2}|600)$/)),
  })
  .check(
    z.refine(
      (given) => (given.KEY_VALUE_STORE_ARN === undefined) === (given.KEY_VALUE_STORE_KEY === undefined),
      "a key value store without a key, or a key without a store",
    ),
    z.refine(({ PATTERN_SET_ID, PATTERN_SET_NAME, PATTERN_SET_SCOPE, ORIGIN_URLS }) => {
      const given = [PATTERN_SET_ID, PATTERN_SET_NAME, PATTERN_SET_SCOPE, ORIGIN_URLS];
      return new Set(given.map((one) => one === undefined)).size === 1;
    }, "a pattern set in part, or without what it protects"),
    z.refine(
      (given) => given.PATTERN_SET_ID !== undefined || given.ACCEPTED_LABEL !== undefined,
      "nothing that asks for the value",
    ),
    z.refine(
      (given) => given.KEY_VALUE_STORE_ARN !== undefined || given.DISTRIBUTION_ORIGINS !== undefined,
      "no place that CloudFront takes the value from",
    ),
  );

/** The variables of the function, as whoever deploys it sets them. */
export type RotateOriginSecretVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(given: NodeJS.ProcessEnv): RotateOriginSecretVariables {
  return variables.parse(given);
}
