import * as z from "zod/mini";
import { acceptedLabel } from "../shared/accepted-values";

const variables = z
  .object({
    SECRET_ARN: z.string().check(z.regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/)),
    /**
     * The regex pattern set with the values that an origin's firewall accepts. Give all three variables and ORIGIN_URLS, or
     * none of the four where no firewall checks the header.
     */
    PATTERN_SET_ID: z.optional(z.string().check(z.minLength(1))),
    PATTERN_SET_NAME: z.optional(z.string().check(z.minLength(1))),
    PATTERN_SET_SCOPE: z.optional(z.enum(["REGIONAL", "CLOUDFRONT"])),
    /** Set where functions check the header: they read the accepted values from the version with this label. */
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
    /** The addresses behind the firewall, with commas between them. None may need an API key. */
    ORIGIN_URLS: z.optional(z.string().check(z.regex(/^https:\/\/[^\s,]+(,https:\/\/[^\s,]+)*$/))),
    /**
     * How long a point of presence may send the old value after CloudFront was given the new one. At most the time between
     * two rotations, less the window in which Secrets Manager begins one.
     */
    LAG_SECONDS: z.string().check(z.regex(/^[1-9]\d*$/)),
    /**
     * How long a change of the accepted values may take to reach everything that checks them. For a firewall "from a few
     * seconds to a number of minutes" (WAF API Reference, UpdateRegexPatternSet); for functions, seconds. At most 600: a
     * call lasts at most 900 seconds.
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
    }, "a pattern set in part, or without the addresses that it protects"),
    z.refine(
      (given) => given.PATTERN_SET_ID !== undefined || given.ACCEPTED_LABEL !== undefined,
      "neither a pattern set nor a label for the accepted values",
    ),
    z.refine(
      (given) => given.KEY_VALUE_STORE_ARN !== undefined || given.DISTRIBUTION_ORIGINS !== undefined,
      "neither a key value store nor an origin from which CloudFront takes the value",
    ),
  );

/** The function's variables, as the deployment sets them. */
export type RotateOriginSecretVariables = z.infer<typeof variables>;

/** @throws where a variable is missing or malformed */
export function readVariables(given: NodeJS.ProcessEnv): RotateOriginSecretVariables {
  return variables.parse(given);
}
