import { attribute, blocksOf, Estate, type Resource, type Side, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { keyOf, type Normal } from "../../plan/normal";
import { isWhole } from "../../settings/changed";
import { byLevel } from "../../settings/judges";
import { judgedMembers } from "../../settings/members";
import { valueAt } from "../../settings/paths";
import { type Setting, judged, settingFindings, statesOf, withPlace } from "../../settings/setting";
import { numberOf, wordsOf } from "../../settings/words";
import { keyOfTarget } from "./api-of";
import { refusesAll } from "./limit-settings";
import { membersEnded, wholeFinding } from "./usage-plan-presence";

/** No limit is the loosest. */
const limit = (value: Normal | undefined): number => -(numberOf(value) ?? Infinity);
const limitWords = (value: Normal | undefined): string =>
  value === undefined ? "no limit" : String(numberOf(value) ?? "");

const settings: readonly Setting[] = [
  ["throttle_settings.rate_limit", "requests per second"] as const,
  ["throttle_settings.burst_limit", "requests at once"] as const,
].map(([path, part]) => ({
  rule: "api-usage-plan-throttle",
  consequence: "guard lost",
  path,
  part,
  judge: byLevel(limit),
  words: limitWords,
  weaker: "Callers with a key of the plan may send more.",
  stronger: "Callers with a key of the plan may send less: those above get 429.",
}));

export const judgedOfUsagePlans = ["throttle_settings", "quota_settings", "api_stages"];

/** What a caller with a key may send, and where. */
export function usagePlanFindings(estate: Estate): readonly Finding[] {
  const plans = estate.changed("aws_api_gateway_usage_plan");
  const ended = membersEnded(estate);
  return plans.flatMap((plan) => {
    if (isWhole(plan)) return [wholeFinding(plan, ended.get(plan) ?? [])];
    if (plan.before === undefined || plan.after === undefined) return [];
    return [
      ...settingFindings(settings, statesOf(plan)).map(refusesAll),
      ...quotaFindings(plan),
      ...stageFindings(estate, plan),
    ];
  });
}

/** Days of a period (API Gateway REST API reference, "QuotaSettings"). */
const days: Readonly<Record<string, number>> = { DAY: 1, WEEK: 7, MONTH: 30 };

function quotaFindings(plan: Resource): readonly Finding[] {
  const [before, after] = [quotaOf(plan, "before"), quotaOf(plan, "after")];
  const found = judged(
    {
      rule: "api-usage-plan-quota",
      consequence: "guard lost",
      path: "quota_settings",
      part: "quota",
      judge: byLevel((value) => -(quotaPerDay(value) ?? Infinity)),
      words: (value) => (typeof value === "string" ? value : "no quota"),
      weaker: "Callers with a key of the plan may send more over time.",
      stronger: "Callers with a key of the plan may send less over time.",
    },
    before,
    after,
  );
  return found.map((one) => withPlace(one, plan, "quota_settings"));
}

function quotaOf(plan: Resource, side: Side): Normal | undefined {
  const [limits, period] = [valueAt(plan[side], "quota_settings.limit"), valueAt(plan[side], "quota_settings.period")];
  if (limits === undefined) return undefined;
  return numberOf(limits) === undefined ? limits : `${numberOf(limits) ?? ""} a ${wordsOf(period).toLowerCase()}`;
}

function quotaPerDay(value: Normal | undefined): number | undefined {
  const [, limits, period = ""] = /^(\d+) a (\w+)$/.exec(wordsOf(value)) ?? [];
  return limits === undefined ? undefined : Number(limits) / (days[period.toUpperCase()] ?? 1);
}

/** The stages that the plan's keys open, and the limits of their own that the stages' methods have. */
function stageFindings(estate: Estate, plan: Resource): readonly Finding[] {
  const [had, has] = [stagesOf(estate, "before", plan), stagesOf(estate, "after", plan)];
  const found = judgedMembers(
    {
      rule: "api-usage-plan-stages",
      consequence: "exposure",
      part: "stages of the plan",
      more: "weaker",
      added: "The keys of the plan are taken on this stage too.",
      removed: "The keys of the plan are refused on this stage.",
    },
    [...had.keys()],
    [...has.keys()],
  );
  const methods = [...has].flatMap(([stage, throttle]) => {
    const before = had.get(stage);
    if (before === undefined || keyOf(before) === keyOf(throttle)) return [];
    return [
      {
        rule: "api-usage-plan-throttle",
        consequence: "guard lost",
        direction: "cannot tell",
        part: `limits of methods on ${stage}`,
        meaning: "Callers with a key of the plan may send more or less to some methods: read the plan.",
      } as const,
    ];
  });
  return [...found, ...methods].map((one) => withPlace(one, plan, "api_stages"));
}

function stagesOf(estate: Estate, side: Side, plan: Resource): ReadonlyMap<string, Normal> {
  const targets = estate.targets(side, plan, "api_stages.api_id");
  return new Map(
    blocksOf(plan[side], "api_stages").map((block, index) => {
      const id = textOf(block, "api_id");
      const api = estate
        .ofType("aws_api_gateway_rest_api")
        .find((one) => id !== undefined && textOf(one[side] ?? one.before, "id") === id);
      const target = targets[index];
      const named = api?.address ?? id ?? (target === undefined ? undefined : keyOfTarget(target)?.split(" ")[1]);
      return [
        `${named ?? "an API known after apply"}, stage ${textOf(block, "stage") ?? "known after apply"}`,
        throttleOf(block),
      ];
    }),
  );
}

const throttleOf = (block: Normal): Normal => attribute(block, "throttle") ?? [];
