import { existsSync } from "node:fs";
import path from "node:path";

import type { Departure } from "../../../controls/departures";
import { announcementsOf, refusalsOf } from "../../order/announce";
import { Layers } from "../../order/layers";
import { type OrderOfChange, orderOfChange } from "../../order/order-of-change";
import { departuresOf } from "../../shared/departures";
import { ToolError } from "../../shared/errors";
import { type Synthesis, environmentsOf, readSynthesis } from "../../shared/synthesize";
import type { Place } from "../estate";
import type { Finding } from "../finding";
import { isRecord, own } from "../plan/json-value";
import type { Plan } from "../plan/model";
import { departureFindings } from "./departure-changes";
import { codeFindings } from "./function-code";
import { lifecycleFindings } from "./lifecycle";
import { planOfLayer } from "./plan-of-layer";
import type { RecordLine } from "./record-lines";
import { defaultTagFindings, stackFindings } from "./stack-settings";

/** What two syntheses of one environment tell, which no plan shows. */
export interface Source {
  readonly environment: string;
  /** The layers that either synthesis has, in the order of their first deployment. */
  readonly layers: readonly string[];
  readonly findings: readonly Finding[];
  /** The change of a layer in the form of a plan, for a layer whose plan is not given. */
  readonly planOf: (layer: string) => Plan;
  /** The path of the construct that made a resource, from the metadata of the JSON: `prod-edge/regional/web_acl`. */
  readonly constructPathOf: (layer: string, address: string) => string | undefined;
  /** The departures of the head. */
  readonly departures: readonly Departure[];
  /** Where the record of the environment writes each of its settings. */
  readonly lines: ReadonlyMap<string, RecordLine>;
  readonly order: OrderOfChange;
  readonly announcements: readonly string[];
  readonly refusals: readonly string[];
}

/**
 * Reads a folder that a synth wrote, or the folder `stacks` in such a folder.
 *
 * @throws ToolError, of exit status 2
 */
export function synthesisOf(option: string, folder: string): Synthesis {
  const whole = path.resolve(folder);
  const outdir =
    path.basename(whole) === "stacks" && !existsSync(path.join(whole, "manifest.json")) ? path.dirname(whole) : whole;
  if (!existsSync(path.join(outdir, "manifest.json")))
    throw new ToolError(
      `${option} is ${folder}, which has no manifest.json; give a folder that npm run synth wrote, such as cdktf.out`,
      2,
    );
  return readSynthesis(outdir);
}

/**
 * Compares two syntheses of an environment.
 *
 * @throws ToolError, of exit status 2, where neither synthesis has the environment
 */
export function sourceOf(
  base: Synthesis,
  head: Synthesis,
  environment: string,
  lines: ReadonlyMap<string, RecordLine> = new Map(),
): Source {
  const [old, now] = [new Layers(base, environment), new Layers(head, environment)];
  const layers = [...new Set([...now.names, ...old.names])];
  const order = orderOfChange(base, head, environment);
  const placeOf =
    (layer: string) =>
    (address: string): Place => ({ ...placeIn(layer, address), ...valuesOf(old, now, layer, address) });
  return {
    environment,
    layers,
    findings: [
      ...layers.flatMap((layer) => [
        ...lifecycleFindings(layer, old, now, placeOf(layer)),
        ...stackFindings(environment, layer, old, now),
        ...codeFindings(layer, old, now, placeOf(layer)),
      ]),
      ...defaultTagFindings(environment, layers, old, now),
      ...departureFindings(environment, departuresIn(base, environment), departuresIn(head, environment)),
    ],
    planOf: (layer) => planOfLayer(environment, layer, old, now),
    constructPathOf: (layer, address) =>
      constructPathIn(now.blocks(layer).get(address)) ?? constructPathIn(old.blocks(layer).get(address)),
    departures: departuresIn(head, environment),
    lines,
    order,
    announcements: announcementsOf(base, head, environment),
    refusals: refusalsOf(base, head, environment),
  };
}

/** The one environment that both folders are of, where no plan and no option names the environment. */
export function onlyEnvironment(base: Synthesis, head: Synthesis): string {
  const names = [...new Set([...environmentsOf(head), ...environmentsOf(base)])];
  const [only] = names;
  if (only === undefined || names.length > 1)
    throw new ToolError(`the folders have the environments ${names.join(", ")}; give --environment NAME`, 2);
  return only;
}

/** The plans, and of each layer without a plan what the two syntheses tell. */
export const withSource = (plans: readonly Plan[], { layers, planOf }: Source): readonly Plan[] => [
  ...plans,
  ...layers.filter((layer) => !plans.some((plan) => plan.layer === layer)).map(planOf),
];

const departuresIn = ({ stacks }: Synthesis, environment: string): readonly Departure[] =>
  departuresOf(
    stacks.filter((stack) => stack.environment === environment),
    environment,
  ) ?? [];

function placeIn(layer: string, address: string): Place {
  const [type = "", name = ""] = address.split(".");
  return { layer, address, type, name, isFirst: false };
}

/** The texts of a block, by which a resource is named. */
function valuesOf(old: Layers, now: Layers, layer: string, address: string): Pick<Place, "before" | "after"> {
  const [before, after] = [old, now].map((layers) => textsOf(layers.blocks(layer).get(address)));
  return { ...(before && { before }), ...(after && { after }) };
}

function textsOf(block: unknown): Readonly<Record<string, string>> | undefined {
  if (!isRecord(block)) return undefined;
  return Object.fromEntries(
    Object.entries(block).flatMap(([key, value]) =>
      typeof value === "string" && !value.includes("${") ? [[key, value]] : [],
    ),
  );
}

function constructPathIn(block: unknown): string | undefined {
  const note = isRecord(block) ? own(block, "//") : undefined;
  const metadata = isRecord(note) ? own(note, "metadata") : undefined;
  const found = isRecord(metadata) ? own(metadata, "path") : undefined;
  return typeof found === "string" ? found : undefined;
}
