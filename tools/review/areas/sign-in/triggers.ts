import { blockOf, blocksOf, Estate, type Resource, type Target } from "../../estate";
import type { Finding } from "../../finding";
import { isObject } from "../../plan/normal";
import { nameOf } from "../../things";
import { unknownAfter, withPlace } from "../../settings/setting";

/** Functions that Cognito calls in a sign-in: each can refuse, or change what a token says. */
export function triggerFindings(estate: Estate, pool: Resource): readonly Finding[] {
  const names = (["before", "after"] as const).flatMap((side) =>
    Object.keys(blockOf(pool[side], "lambda_config") ?? {}),
  );
  return [...new Set(names)].sort().flatMap((name) => {
    const path = `lambda_config.${name}`;
    const isBlock = (["before", "after"] as const).some((side) =>
      blocksOf(blockOf(pool[side], "lambda_config"), name).some(isObject),
    );
    const at = isBlock ? `${path}.lambda_arn` : path;
    const [had, has] = [estate.target("before", pool, at), estate.target("after", pool, at)];
    if (isSame(had, has)) return [];
    const part = `trigger ${name.replaceAll("_", " ")}`;
    if (has.kind === "unknown") return [withPlace(unknownAfter("user-pool-trigger", part, words(had)), pool, path)];
    const isForeign = words(had) === words(has);
    const direction = has.kind === "none" ? "weaker" : had.kind === "none" ? "stronger" : "cannot tell";
    const meaning = {
      weaker: "Cognito no longer asks this function, which may have refused sign-ins or written tokens.",
      stronger: "Cognito asks this function in a sign-in: its failure is the sign-in's.",
      "cannot tell": "Another function takes part in a sign-in: read what it does.",
    }[direction];
    const finding = {
      consequence: "guard lost",
      rule: "user-pool-trigger",
      direction,
      part,
      before: isForeign ? whole(had) : words(had),
      after: isForeign ? whole(has) : words(has),
      meaning,
    } as const;
    return [withPlace(finding, pool, path)];
  });
}

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
