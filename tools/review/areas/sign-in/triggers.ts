import { blockOf, blocksOf, Estate, type Resource, type Side, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { isObject } from "../../plan/normal";
import { nameOf } from "../../things";
import { foreignAccount } from "../../settings/accounts";
import { changesAt } from "../../settings/paths";
import { unknownAfter, withPlace } from "../../settings/setting";
import { type Meaning, keyName, meaningOf } from "./trigger-meanings";

/**
 * Functions that Cognito calls in a sign-up or a sign-in. Each sees the user's attributes, and what most of them answer decides
 * what happens next (Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers").
 */
export function triggerFindings(estate: Estate, pool: Resource): readonly Finding[] {
  const all = (["before", "after"] as const).map((side) => blockOf(pool[side], "lambda_config") ?? {});
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))].filter((name) => !isTwin(estate, pool, name));
  return names.sort().flatMap((name) => {
    const path = `lambda_config.${name}`;
    const part = name === keyName ? "key of the codes that triggers send" : `trigger ${name.replaceAll("_", " ")}`;
    const [had, has] = [named(estate, "before", pool, name), named(estate, "after", pool, name)];
    if (isSame(had, has)) return [];
    const rule = "user-pool-trigger";
    if (has.kind === "unknown")
      return pool.before === undefined ? [] : [withPlace(unknownAfter(rule, part, words(had)), pool, path)];
    const meant = meaningOf(name, had, has, { had: foreign(estate, had), has: foreign(estate, has) });
    // Of a new pool, only what is no part of the environment.
    if (pool.before === undefined && meant.consequence !== "exposure") return [];
    const isOtherAccount = words(had) === words(has);
    const [before, after] = [had, has].map((one) => (isOtherAccount || isForeign(meant) ? whole(one) : words(one)));
    return [{ rule, ...meant, place: pool, part, before: before ?? "", after: after ?? "", says: saidOf(pool, path) }];
  });
}

const saidOf = (pool: Resource, path: string): readonly string[] => [path, ...changesAt(pool, path)];

/** The trigger of the newer form that the provider writes beside the same function in the older form. */
function isTwin(estate: Estate, pool: Resource, name: string): boolean {
  if (name !== "pre_token_generation_config") return false;
  return (["before", "after"] as const).every((side) =>
    isSame(named(estate, side, pool, name), named(estate, side, pool, "pre_token_generation")),
  );
}

/** A trigger is an ARN, or a block with the ARN. */
function named(estate: Estate, side: Side, pool: Resource, name: string): Target {
  const path = `lambda_config.${name}`;
  const isBlock = (["before", "after"] as const).some((one) =>
    blocksOf(blockOf(pool[one], "lambda_config"), name).some(isObject),
  );
  return estate.target(side, pool, isBlock ? `${path}.lambda_arn` : path);
}

const foreign = (estate: Estate, target: Target): string | undefined =>
  target.kind === "value" ? foreignAccount(estate.accounts, target.value) : undefined;

const isForeign = ({ consequence }: Meaning): boolean => consequence === "exposure";

/** The function of another account or Region is another function, whatever its name. */
const whole = (target: Target): string => (target.kind === "value" ? target.value : words(target));

/** A function whose layer has no plan is the value of its ARN. */
const isSame = (had: Target, has: Target): boolean =>
  has.kind !== "unknown" &&
  (had.kind === "resource" || has.kind === "resource" ? words(had) === words(has) : whole(had) === whole(has));

const words = (target: Target): string =>
  target.kind === "resource"
    ? nameOf(target.resource)
    : target.kind === "value"
      ? target.value.replace(/^arn:.*:function:/, "")
      : target.kind;
