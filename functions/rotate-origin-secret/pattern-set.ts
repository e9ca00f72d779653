import {
  GetRegexPatternSetCommand,
  UpdateRegexPatternSetCommand,
  type Scope,
  type WAFV2Client,
} from "@aws-sdk/client-wafv2";
import { patternOf, valueOfPattern } from "./header-value";
import type { AcceptedValues } from "./ports";
import { unlessChanged } from "./unless-changed";

export interface PatternSetName {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
}

/**
 * The regex pattern set of the rule that checks the header. The rule refers to the set, so a rotation leaves the rule as it
 * is. The first change drops every pattern of another form, such as the one that Terraform puts there first.
 */
export function patternSet(
  client: Pick<WAFV2Client, "send">,
  { id: Id, name: Name, scope: Scope }: PatternSetName,
): AcceptedValues {
  const get = async () => {
    const { RegexPatternSet, LockToken } = await client.send(new GetRegexPatternSetCommand({ Id, Name, Scope }));
    const patterns = (RegexPatternSet?.RegularExpressionList ?? []).map(({ RegexString }) => RegexString ?? "");
    const values = patterns.map(valueOfPattern).filter((value) => value !== undefined);
    return { Description: RegexPatternSet?.Description, LockToken, patterns, values };
  };
  return {
    read: async () => (await get()).values,
    change: (decide) =>
      unlessChanged(async () => {
        const { Description, LockToken, patterns, values } = await get();
        const after = (await decide(values)).map(patternOf);
        if (sameSet(after, patterns)) return false;
        await client.send(
          new UpdateRegexPatternSetCommand({
            Id,
            Name,
            Scope,
            // An update replaces the whole set: what is left out is gone.
            Description,
            LockToken,
            RegularExpressionList: after.map((RegexString) => ({ RegexString })),
          }),
        );
        return true;
      }),
  };
}

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join(" ") === [...others].sort().join(" ");
