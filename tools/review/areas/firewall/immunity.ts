import { type Side, attribute, blockOf } from "../../estate";
import type { Finding } from "../../finding";
import { type Normal, keyOf } from "../../plan/normal";

type Said = Omit<Finding, "place" | "part" | "says"> & { readonly says: readonly string[] };

/** WAF API Reference, CaptchaConfig and ChallengeConfig: 300 seconds where neither the rule nor the web ACL says. */
const usual = 300;

/**
 * How long a CAPTCHA or challenge that a client has solved counts, of a web ACL or of a rule.
 *
 * @param holders what holds a rule: its time counts where the rule has none
 */
export function immunityFindings(
  before: Normal | undefined,
  after: Normal | undefined,
  holders: Readonly<Partial<Record<Side, Normal>>> = {},
): readonly Said[] {
  return ["captcha", "challenge"].flatMap((kind) => {
    if (keyOf(attribute(before, `${kind}_config`)) === keyOf(attribute(after, `${kind}_config`))) return [];
    const was = secondsOf(before, kind) ?? secondsOf(holders.before, kind) ?? usual;
    const is = secondsOf(after, kind) ?? secondsOf(holders.after, kind) ?? usual;
    if (was === is) return [];
    return [
      {
        rule: "waf-immunity-time",
        consequence: "guard lost",
        direction: is > was ? "weaker" : "stronger",
        before: `a solved ${kind} counts ${was} s`,
        after: `a solved ${kind} counts ${is} s`,
        meaning:
          is > was
            ? `A client that has solved a ${kind} once is believed for longer.`
            : `A client must solve a ${kind} more often.`,
        says: [`${kind}_config`],
      } as const,
    ];
  });
}

function secondsOf(value: Normal | undefined, kind: string): number | undefined {
  const seconds = attribute(blockOf(blockOf(value, `${kind}_config`), "immunity_time_property"), "immunity_time");
  return typeof seconds === "number" ? seconds : undefined;
}
