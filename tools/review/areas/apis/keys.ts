import { attribute, Estate, type Resource, type Side } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { isDeleted } from "../../settings/changed";
import { saferOff } from "../../settings/judges";
import { type Setting, settingFindings, statesOf } from "../../settings/setting";
import { keyOfTarget } from "./api-of";

const keySettings: readonly Setting[] = [
  {
    rule: "api-key-enabled",
    consequence: "exposure",
    path: "enabled",
    part: "enabled",
    standard: true,
    judge: saferOff,
    weaker: "The key is taken again.",
    stronger: "The key is refused: its caller is locked out.",
  },
];

export const judgedOfKeys = ["enabled", "value", "key_id", "key_type", "usage_plan_id", "name"];

/** Keys, and their membership of a plan. A key's value is never shown. */
export function keyFindings(estate: Estate): readonly Finding[] {
  const keys = estate.changed("aws_api_gateway_api_key");
  const members = estate.changed("aws_api_gateway_usage_plan_key");
  return [
    ...keys.flatMap((key) => [...settingFindings(keySettings, statesOf(key)), ...endOf(key), ...startOf(key)]),
    ...members.flatMap((one) => membershipOf(estate, one)),
  ];
}

function endOf(key: Resource): readonly Finding[] {
  const isReplaced = key.action === "replace";
  const isOther = keyOf(attribute(key.before, "value")) !== keyOf(attribute(key.after, "value"));
  if (key.before === undefined || (key.after !== undefined && !isReplaced && !isOther)) return [];
  const after = key.after === undefined ? "no key" : "another key";
  return [
    {
      rule: "api-key-ends",
      consequence: "downtime",
      direction: "weaker",
      place: key,
      before: "a key",
      after,
      meaning: "Whoever calls with the key is refused until the new key is handed over, if there is one.",
      ...(key.after !== undefined && { says: ["value", "id"] }),
    },
  ];
}

const startOf = (key: Resource): readonly Finding[] =>
  key.before !== undefined
    ? []
    : [
        {
          rule: "api-key",
          consequence: "other",
          direction: "neutral",
          place: key,
          after: "a key",
          meaning: "The key opens nothing until a usage plan has it.",
        },
      ];

/** A key opens a stage by a usage plan that has both (API Gateway Developer Guide, "Usage plans and API keys for REST APIs in API Gateway"). */
function membershipOf(estate: Estate, one: Resource): readonly Finding[] {
  const side = (which: Side): string | undefined => {
    if (one[which] === undefined) return undefined;
    const targets = ["key_id", "usage_plan_id"].map((path) => keyOfTarget(estate.target(which, one, path)));
    return targets.map((target) => target ?? "known after apply").join(" in ");
  };
  const [before, after] = [side("before"), side("after")];
  if (before === after) return [];
  const finding = { rule: "api-usage-plan-key", place: one } as const;
  if (after === undefined) {
    // What is deleted with its plan, or with its key, is told with the plan or the key.
    const owners = ["key_id", "usage_plan_id"].map((path) => estate.target("before", one, path));
    if (owners.some((owner) => owner.kind === "resource" && isDeleted(owner.resource))) return [];
    const meaning = "The key is no longer in the usage plan: its caller is refused.";
    return [{ ...finding, consequence: "downtime", direction: "weaker", meaning }];
  }
  const meaning = "A caller with the key may call the stages of the usage plan.";
  const direction = before === undefined ? "weaker" : "cannot tell";
  return [{ ...finding, consequence: "privilege gained", direction, meaning }];
}
