import { type Resource, type Side, attribute, blockOf, blocksOf } from "../../estate";
import type { Normal, NormalObject } from "../../plan/normal";
import type { Value } from "../../settings/paths";
import { scalar } from "../../settings/words";
import { type Pointing, isOpen, pointedWords } from "./pointing";

/** Targets that requests are handed on to. */
export interface Forward {
  readonly reach: "forwarded";
  /** Whether a target group is known after apply only. */
  readonly isOpen: boolean;
  /** The accounts of others that target groups are in. */
  readonly accounts: readonly string[];
  readonly words: string;
  /** Equal for two that hand on the same way. */
  readonly key: string;
}

/** One target group may be written in either of two ways, which mean the same. */
export function forwardOf(
  pointing: Pointing,
  side: Side,
  resource: Resource,
  attributeName: string,
  action: NormalObject,
): Forward {
  const forward = blockOf(action, "forward");
  const groups = blocksOf(forward, "target_group");
  const several = groups.map((group) => ({ arn: attribute(group, "arn"), weight: attribute(group, "weight") }));
  const single: { arn: Value; weight: Normal | undefined } = {
    arn: attribute(action, "target_group_arn"),
    weight: undefined,
  };
  const named = (several.length === 0 ? [single] : several).map(({ arn, weight }) => {
    const path = `${attributeName}.${several.length === 0 ? "target_group_arn" : "forward.target_group.arn"}`;
    const pointed = pointing.at(side, resource, path, arn);
    const isOnly = several.length <= 1;
    const group = isOpen(pointed) ? "a target group known after apply" : pointedWords(pointed);
    const account = pointed && pointing.foreignAccountOf(pointed);
    return {
      isOpen: isOpen(pointed),
      accounts: account === undefined ? [] : [account],
      words: `${group}${isOnly ? "" : ` (weight ${scalar(weight ?? 1)})`}`,
      key: `${pointed?.resource?.address ?? pointed?.value ?? "open"}${isOnly ? "" : ` ${scalar(weight ?? 1)}`}`,
    };
  });
  const stickiness = blockOf(forward, "stickiness");
  const sticks = scalar(attribute(stickiness, "enabled")) === "true" && several.length > 1;
  return {
    reach: "forwarded",
    isOpen: named.some((one) => one.isOpen),
    accounts: named.flatMap(({ accounts }) => accounts),
    words: `forward to ${named.map(({ words }) => words).join(" and ")}`,
    key: `forward ${named
      .map(({ key }) => key)
      .sort()
      .join()}${sticks ? sticky : ""}`,
  };
}

const sticky = " sticky";

/** What tells two lists of actions apart, but for whether a client stays with one target group. */
export const withoutStickiness = (key: string): string => key.replaceAll(sticky, "");
