import type { Area } from "../../tools/review/area";
import { Estate } from "../../tools/review/estate";
import type { Finding } from "../../tools/review/finding";
import type { Plan } from "../../tools/review/plan/model";
import { readPlan } from "../../tools/review/plan/read-plan";
import { thingOf } from "../../tools/review/things";
import { planCase } from "./plan-cases";

type Values = Readonly<Record<string, unknown>>;

/** One resource of a plan. Both sides and equal: the resource does not change. */
export interface PlannedResource {
  readonly address: string;
  readonly before?: Values;
  readonly after?: Values;
  /** @default what the two sides say */
  readonly actions?: readonly string[];
  readonly unknown?: Values;
  readonly sensitive?: Values;
  readonly replacePaths?: readonly (readonly string[])[];
  /** Further keys of the entry, such as `previous_address`. */
  readonly entry?: Values;
  /** By attribute, the addresses that the configuration has there. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** A plan of Terraform with these resources, read as the review reads one. */
export function planOf(
  resources: readonly PlannedResource[],
  { layer = "edge", outputs = {} }: { readonly layer?: string; readonly outputs?: Values } = {},
): Plan {
  const json = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    applyable: true,
    complete: true,
    errored: false,
    resource_changes: resources.map((one) => entryOf(one)),
    output_changes: outputs,
    configuration: { root_module: { resources: resources.map(configurationOf) } },
  };
  return readPlan(JSON.stringify(json), `${layer}.json`, { environment: "prod", layer });
}

function entryOf({
  address,
  before,
  after,
  actions,
  unknown = {},
  sensitive = {},
  replacePaths,
  entry,
}: PlannedResource): Values {
  const [type = "", name = ""] = address.split(".");
  const same = JSON.stringify(before) === JSON.stringify(after) && Object.keys(unknown).length === 0;
  const usual = before === undefined ? ["create"] : after === undefined ? ["delete"] : same ? ["no-op"] : ["update"];
  return {
    address,
    mode: "managed",
    type,
    name: name.replace(/\[.*$/, ""),
    change: {
      actions: actions ?? usual,
      before: before ?? null,
      after: after ?? null,
      after_unknown: unknown,
      before_sensitive: sensitive,
      after_sensitive: sensitive,
      ...(replacePaths && { replace_paths: replacePaths }),
    },
    ...entry,
  };
}

function configurationOf({ address, references = {} }: PlannedResource): Values {
  const [type, name] = address.replace(/\[.*$/, "").split(".");
  const expressions = Object.fromEntries(Object.entries(references).map(([key, list]) => [key, { references: list }]));
  return { address, mode: "managed", type, name, expressions };
}

/** What one area finds in plans, without the frame's other areas. */
export const findIn = (area: Area, ...plans: readonly Plan[]): readonly Finding[] => area.find(new Estate(plans));

/** A finding as a line: `guard lost, weaker: web ACL prod-edge-api, rule rate-limit: block → count`. */
export function lineOf({ consequence, direction, place, part, before, after }: Finding): string {
  const change = before === undefined && after === undefined ? "" : `: ${before ?? "nothing"} → ${after ?? "nothing"}`;
  return `${consequence}, ${direction}: ${thingOf(place)}${part === undefined ? "" : `, ${part}`}${change}`;
}

const plansRead = new Map<string, Plan>();

/** A plan of the cases, by the number that its name begins with. A test file reads each once. */
export function casePlan(number: string): Plan {
  const plan = plansRead.get(number) ?? readPlan(planCase(number), `${number}.json`);
  plansRead.set(number, plan);
  return plan;
}
