import { readFileSync } from "node:fs";
import path from "node:path";

import { isRecord } from "../../tools/review/plan/json-value";
import type { Plan } from "../../tools/review/plan/model";
import { readPlan } from "../../tools/review/plan/read-plan";
import { repository } from "../../tools/shared/repository";
import { writtenStacks } from "./plan-slices";

type Values = Readonly<Record<string, unknown>>;

/** By type, the attributes that the provider's schema calls computed: `rule.expiration.days`. */
const computed = JSON.parse(
  readFileSync(path.join(repository, "__tests__/tools/review/plan/computed-attributes.json"), "utf8"),
) as Readonly<Record<string, string>>;

/** Their parts name them by an id that is another after the apply, which takes a plan in which the parts are replaced too. */
const withParts: ReadonlySet<string> = new Set(["aws_api_gateway_rest_api", "aws_apigatewayv2_integration"]);

/**
 * The plans of the stacks in which resources are replaced for their description, and nothing else changes. As the provider plans
 * a new resource, what is computed and not written in the configuration is known after apply. Of each kind of resource, by the
 * type and the attributes that are written, one is replaced.
 */
export const replacedPlans = (): readonly Plan[] =>
  writtenStacks().map(({ stack, plan }) => {
    const written = new Map(
      plan.configuration.root_module.resources.map((one) => [one.address, one.expressions ?? {}]),
    );
    const seen = new Set<string>();
    const changes = plan.resource_changes.map((entry) => {
      const expressions = written.get(entry.address);
      const kind = JSON.stringify([entry.type, Object.keys(expressions ?? {})]);
      if (entry.mode !== "managed" || expressions === undefined || seen.has(kind) || withParts.has(entry.type))
        return entry;
      seen.add(kind);
      const [after, unknown] = planned(entry.change.before, expressions, (computed[entry.type] ?? "id").split(" "));
      const change = {
        ...entry.change,
        actions: ["delete", "create"],
        after,
        after_unknown: unknown,
        replace_paths: [["description"]],
      };
      return { ...entry, change, action_reason: "replace_because_cannot_update" };
    });
    return readPlan(JSON.stringify({ ...plan, resource_changes: changes }), `${stack}.json`);
  });

/** What a plan has after, and what is known after apply. */
function planned(value: Values, expressions: Values, names: readonly string[]): readonly [Values, Values] {
  const [after, unknown]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [name, part] of Object.entries(value)) {
    const given = expressions[name];
    const within = names.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1));
    if (given === undefined && names.includes(name)) unknown[name] = true;
    else if (within.length > 0 && Array.isArray(part) && Array.isArray(given)) {
      const blocks = part
        .filter(isRecord)
        .map((one, index) => planned(one, recordOf((given as readonly unknown[])[index] ?? given.at(-1)), within));
      after[name] = blocks.map(([one]) => one);
      unknown[name] = blocks.map(([, one]) => one);
    } else after[name] = part;
  }
  return [after, unknown];
}

const recordOf = (value: unknown): Values => (isRecord(value) ? value : {});
