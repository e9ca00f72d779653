import { type Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";

/**
 * Whether a function's own address asks who calls: `NONE` asks nobody (AWS Lambda Developer Guide, "Control access to Lambda
 * function URLs").
 */
export const functionUrlFindings = (estate: Estate): readonly Finding[] =>
  estate.changed("aws_lambda_function_url").flatMap((url) => {
    const [before, after] = [stateOf(url, "before"), stateOf(url, "after")];
    const [was, is] = [isOpen(before), isOpen(after)];
    if (before === after || was === is) return before === after ? [] : [neutral(url, before, after)];
    return [
      {
        rule: "function-url-auth",
        consequence: "exposure",
        direction: is ? "weaker" : "stronger",
        place: url,
        before,
        after,
        meaning: is
          ? "Anybody on the internet may call the function by its URL: neither a firewall nor a signature stands before it."
          : "Who called the function by its URL without a signature is refused from now on.",
        ...saysOf(url),
      } satisfies Finding,
    ];
  });

const stateOf = (url: Resource, side: "before" | "after"): string =>
  url[side] === undefined ? "no URL" : (textOf(url[side], "authorization_type") ?? "(known after apply)");

const isOpen = (state: string): boolean => state === "NONE" || state === "(known after apply)";

const saysOf = ({ before, after }: Resource): Pick<Finding, "says"> =>
  before === undefined || after === undefined ? {} : { says: ["authorization_type"] };

const neutral = (place: Resource, before: string, after: string): Finding => ({
  rule: "function-url-auth",
  consequence: "other",
  direction: "neutral",
  place,
  before,
  after,
  meaning: "The function has another way in by its own URL, or one less: who calls must sign.",
  ...saysOf(place),
});
