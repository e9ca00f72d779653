import { blockOf, blocksOf, Estate, type Resource, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf } from "../../plan/normal";
import { judgedMembers, memberFindings } from "../../settings/members";
import { headsOf } from "../../settings/paths";
import { settingFindings, statesOf, withPlace } from "../../settings/setting";
import { messageSettings } from "./message-settings";
import { passwordSettings } from "./password-settings";
import { triggerFindings } from "./triggers";
import { fixedRule, userPoolMembers, userPoolSettings } from "./user-pool-settings";

const settings = [...userPoolSettings, ...passwordSettings, ...messageSettings];

export const judgedOfUserPools = [
  ...headsOf([...settings, ...userPoolMembers]),
  "account_recovery_setting",
  "lambda_config",
  "schema",
  "email_mfa_configuration",
];

/** How users of a pool come in, and what stops others. */
export function userPoolFindings(estate: Estate): readonly Finding[] {
  return estate.changed("aws_cognito_user_pool").flatMap((pool) => {
    // A pool that is made anew is told as a loss of its users, with what forces that.
    const counting = pool.action === "replace" ? settings.filter(({ rule }) => rule !== fixedRule) : settings;
    const found = [...settingFindings(counting, statesOf(pool), estate), ...memberFindings(pool, userPoolMembers)];
    if (pool.after === undefined) return found;
    if (pool.before === undefined) return [...found, ...triggerFindings(estate, pool)];
    return [...found, ...recoveryFindings(pool), ...triggerFindings(estate, pool), ...schemaFindings(pool)];
  });
}

/** A way more to set a new password is a way more to take an account over. */
function recoveryFindings(pool: Resource): readonly Finding[] {
  const names = (side: "before" | "after"): readonly string[] =>
    blocksOf(blockOf(pool[side], "account_recovery_setting"), "recovery_mechanism").flatMap(
      (one) => textOf(one, "name") ?? [],
    );
  const found = judgedMembers(
    {
      consequence: "guard lost",
      rule: "user-pool-recovery",
      part: "ways to set a new password",
      more: "weaker",
      added: "Whoever reads what is sent there may set a new password.",
      removed: "Users can no longer set a new password in this way.",
    },
    names("before"),
    names("after"),
  );
  return found.map((one) => withPlace(one, pool, "account_recovery_setting"));
}

/** Attributes that a user has. One that is added can be in place; any other change makes the pool anew. */
function schemaFindings(pool: Resource): readonly Finding[] {
  const [had, has] = [schemaOf(pool, "before"), schemaOf(pool, "after")];
  const names = [...new Set([...had.keys(), ...has.keys()])].sort().filter((name) => had.get(name) !== has.get(name));
  const isAdded = names.every((name) => !had.has(name));
  if (names.length === 0 || pool.action === "replace") return [];
  const finding = {
    rule: "user-pool-schema",
    consequence: isAdded ? "other" : "contract",
    direction: isAdded ? "neutral" : "cannot tell",
    part: `attributes ${names.join(", ")}`,
    meaning: isAdded
      ? "Users may have this attribute."
      : "An attribute that users have cannot change in place: the user pool is made anew, or AWS refuses.",
  } as const;
  return [withPlace(finding, pool, "schema")];
}

const schemaOf = (pool: Resource, side: "before" | "after"): ReadonlyMap<string, string> =>
  new Map(blocksOf(pool[side], "schema").map((one) => [textOf(one, "name") ?? "", keyOf(one)]));
