import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { catalogue } from "../../controls/catalogue";
import { excusesOf } from "../../controls/departures";
import { findingsOf } from "../../controls/judge";
import { layerOf, resourcesOf, type Control, type Stacks, type Violation } from "../../controls/rules/model";
import { runFolder } from "./run-folder";
import type { Block, TerraformJson } from "./synthesize";

/** What a control is asked about: all the stacks of one environment. */
interface ControlledEnvironment {
  readonly stacks: Stacks;
  /** The settings that depart from the secure defaults: `edge.plainHttp`. */
  readonly departures: readonly string[];
  /** The functions of which it says that both APIs call them. */
  readonly sharedFunctions: readonly string[];
}

type ControlledEnvironments = Readonly<Record<string, ControlledEnvironment>>;

/**
 * Every environment of the project by `ownName`, the examples by their names, and the variants of
 * `control-environments.ts`. The first test file of a run that asks synthesizes them, and the others read what it wrote.
 */
export function everyEnvironment(): Promise<ControlledEnvironments> {
  known ??= readOrSynthesize();
  return known;
}

let known: Promise<ControlledEnvironments> | undefined;

/** An environment of the project, which may have the name of an example. */
export const ownName = (environment: string): string => `the project's ${environment}`;

async function readOrSynthesize(): Promise<ControlledEnvironments> {
  const path = join(runFolder(), "environments.json");
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(await synthesized()));
    renameSync(unfinished, path);
  }
  return JSON.parse(readFileSync(path, "utf8")) as ControlledEnvironments;
}

/** Loaded only where it is needed: the constructs cost more than all the controls together. */
async function synthesized(): Promise<ControlledEnvironments> {
  const { controlEnvironments } = await import("./control-environments");
  const { synthesizeEnvironments } = await import("./environments");
  const { checkEnvironments } = await import("../../stacks/environments/check");
  const { today } = await import("./today");
  const { scratchFolder } = await import("../../tools/shared/scratch");
  const folder = scratchFolder("trust-store");
  const bundle = join(folder.path, "clients.pem");
  writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\n");
  const { environments: own } = await import("../../stacks/environments/index");
  const examples = controlEnvironments(relative(join(__dirname, "../.."), bundle));
  const records = [
    ...Object.entries(examples).map(([name, record]) => ({ key: name, name, record })),
    ...Object.entries(own).map(([name, record]) => ({ key: ownName(name), name, record })),
  ];
  const environments = Object.fromEntries(
    records.map(({ key, name, record }) => {
      const { environments: checked, departures } = checkEnvironments({ [name]: record }, today);
      return [
        key,
        {
          stacks: synthesizeEnvironments({ [name]: record }),
          departures: (departures[name] ?? []).map(({ path }) => path),
          sharedFunctions: checked.flatMap(({ edge }) => edge.sharedFunctions),
        },
      ];
    }),
  );
  folder.remove();
  return environments;
}

/** Milliseconds: the first test to ask waits for the synthesis, on a machine that may be busy. */
const patience = 60_000;

/** One environment's stacks, in a copy that a test may break. */
export async function copyOf(environment: string): Promise<Record<string, TerraformJson>> {
  const found = (await everyEnvironment())[environment];
  if (found === undefined) throw new Error(`there is no environment ${environment} to look at`);
  return structuredClone(found.stacks);
}

/** The one block of a type, or of those the one whose name has a part or ends in it; to be changed in place. */
export function blockOf(stacks: Stacks, type: string, part = ""): Block {
  const having = resourcesOf(stacks, type).filter(({ name }) => name.includes(part));
  const found = having.length === 1 ? having : having.filter(({ name }) => name.endsWith(part));
  if (found.length !== 1) {
    throw new Error(`${found.length} blocks are ${type} with "${part}" in their names; one is meant`);
  }
  return found[0]?.block;
}

/** Adds a resource to a stack. */
export function add(
  stacks: Record<string, TerraformJson>,
  stack: string,
  type: string,
  name: string,
  block: Block,
): void {
  const resources = stacks[stack]?.resource as Record<string, Record<string, Block>>;
  resources[type] = { ...resources[type], [name]: block };
}

/** Takes away the one resource of a type, or the one whose name has a part. */
export function remove(stacks: Record<string, TerraformJson>, type: string, part = ""): void {
  const block = blockOf(stacks, type, part);
  for (const { resource } of Object.values(stacks)) {
    const ofType = resource[type] as Record<string, Block> | undefined;
    for (const [name, one] of Object.entries(ofType ?? {})) if (one === block) delete ofType?.[name];
  }
}

/** Changes a policy that stands in a block as text. */
export function changePolicy(block: Block, attribute: string, change: (statements: Block[]) => Block[]): void {
  const policy = JSON.parse(block[attribute]);
  block[attribute] = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
}

/**
 * Declares the test that a control finds what a change breaks in an environment, and nothing else. What it finds without
 * the change is left to the test that it holds in every environment.
 */
export function findsWhen(
  control: Control,
  fault: string,
  breaks: (stacks: Record<string, TerraformJson>) => void,
  found: readonly string[],
  environment = "production",
): void {
  test(
    `finds ${fault}`,
    async () => {
      const stacks = await copyOf(environment);
      const before = control(stacks).map(({ where, what }) => `${where} ${what}`);
      breaks(stacks);
      const after = control(stacks).filter(({ where, what }) => !before.includes(`${where} ${what}`));
      expect([...new Set(after.map(({ what }) => what))]).toEqual(found);
      expect(layersMissed(control, stacks)).toEqual([]);
    },
    patience,
  );
}

/** Finds layers that the catalogue lacks for a control: without such a layer, the control judges another layer differently. */
function layersMissed(control: Control, stacks: Stacks): string[] {
  const named: readonly string[] = catalogue.find(({ check }) => check === control)?.layers ?? [];
  const others = Object.keys(stacks).filter((stack) => !["state", ...named].includes(layerOf(stacks, stack)));
  const all = control(stacks);
  return others.filter((missing) => {
    const rest = Object.fromEntries(Object.entries(stacks).filter(([stack]) => stack !== missing));
    const ofTheRest = all.filter(({ where }) => where.split("/")[0] !== missing);
    return !isDeepStrictEqual(control(rest), ofTheRest);
  });
}

/**
 * Declares the test that a control finds nothing in any stack of any environment. A finding is allowed where the catalogue
 * has a departure for that finding and the environment departs. An environment that departs must have such a finding.
 */
export function holdsInEveryEnvironment(control: Control): void {
  // No departure excuses a control that is not in the catalogue.
  const catalogued = catalogue.find(({ check }) => check === control) ?? { id: "", sentence: "", check: control };
  const excuses = Object.entries(excusesOf(catalogued));
  const settings = excuses.map(([setting]) => setting);
  const exception = settings.length === 0 ? "" : ` that has no departure ${settings.join(" or ")}`;
  test(
    `holds in every stack of every environment${exception}`,
    async () => {
      const environments = Object.entries(await everyEnvironment());
      const found: Record<string, Violation[]> = {};
      const unseen: string[] = [];
      for (const [name, { stacks, departures }] of environments) {
        const written = departures.map((path) => ({ path, reason: "" }));
        const all = findingsOf(catalogued, stacks, written);
        found[name] = all.filter(({ departure }) => departure === undefined).map(({ violation }) => violation);
        for (const [setting, check] of excuses) {
          if (departures.includes(setting) && check(stacks).length === 0) unseen.push(`${name}: ${setting}`);
        }
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
      expect(Object.keys(found)).toContain("production");
      expect(unseen).toEqual([]);
    },
    patience,
  );
}
