import { refusalsOf } from "../../order/announce";
import { orderOfChange } from "../../order/order-of-change";
import { writeBetween } from "../../order/between";
import { readSynthesis, type SynthesizedStack, type Synthesis } from "../../shared/synthesize";
import { synthesizeChanged } from "../changed-records";
import { walks, type Station, type Walk } from "../changes/walks";
import { accountMatchesState } from "../checks/account-and-state";
import { limitsOf } from "../limits/use";
import type { LayerCopy } from "../layer-copy";
import { expectEqual } from "../report";
import type { Run } from "../run";
import { openSite, type Site } from "../site";
import { stage } from "../stage";
import { applyAll, planAllAgain } from "./deploy";

/** The walks of an environment that a run walks. */
export const walksOf = ({ all, walk }: Pick<Run, "all" | "walk">, environment: string): readonly Walk[] =>
  (walks[environment] ?? []).filter(({ name, onlyWithAll = false }) =>
    walk === undefined ? all || !onlyWithAll : name === walk,
  );

/**
 * Applies an environment and takes it through changes of its settings and back to its record, on emulators that refuse to
 * delete what is in use. Each change is applied in the order that `npm run order` prints, and leaves nothing to plan. Nothing
 * is destroyed here, since the control plane's part does that; the emulators end with all that they hold.
 */
export async function changesOverTime(run: Run, environment: string): Promise<void> {
  const part = run.report.part(`${environment}, changes over time`);
  const databaseOf = await databaseOnTheWay(run, environment);
  const site = await openSite(run, part, environment, "control-plane", { refuses: true, databaseOf });
  try {
    await applyAll(part, site, stage(run, part, run.product, site));
    let before: Synthesis = run.product;
    for (const walk of walksOf(run, environment)) {
      for (const station of walk.stations) before = await goTo(run, site, before, walk, station);
    }
  } finally {
    await site.close();
  }
}

/** The stacks of the first change to an environment with a database; undefined where there is no such change. */
async function databaseOnTheWay(run: Run, environment: string): Promise<readonly SynthesizedStack[] | undefined> {
  const stations = walksOf(run, environment).flatMap((walk) => walk.stations);
  const station = stations.find(({ changes }) => "compute.database" in changes);
  if (station === undefined) return undefined;
  const { changes, today } = station;
  const { stacks } = await synthesizeChanged(run, {
    environment,
    name: "with-database",
    changes,
    ...(today && { today }),
  });
  return stacks.filter((stack) => stack.environment === environment);
}

async function goTo(run: Run, site: Site, before: Synthesis, walk: Walk, station: Station): Promise<Synthesis> {
  const { environment } = site;
  const { name, changes, today, replace = {} } = station;
  const part = run.report.part(`${environment}, changes over time, ${walk.name}`);
  const after = await part.step(`the environment is synthesized with ${name}`, () =>
    synthesizeChanged(run, { environment, name: "changed", changes, ...(today === undefined ? {} : { today }) }),
  );
  await part.check("npm run order refuses nothing of the change", () => {
    expectEqual("its refusals", refusalsOf(before, after, environment), []);
    return name;
  });
  const order = orderOfChange(before, after, environment);
  part.note(`${name}: ${order.steps.map(({ layer, apply }) => `${layer} (${apply})`).join(", ")}`);
  const between = run.scratch("between");
  writeBetween(before, after, order, between);
  const drift = limitsOf(run, site, "drifts");
  for (const { stack, apply, refreshedFirst } of order.steps) {
    const synthesis = apply === "between" ? readSynthesis(between) : after;
    const layers = stage(run, part, synthesis, site, { drift }).filter((layer) => layer.name === stack);
    await applyAll(part, site, layers, async (_, layer: LayerCopy) => {
      if (refreshedFirst.length > 0) await layer.refresh();
      await layer.apply(replace[layer.layer]);
    });
  }
  const layers = stage(run, part, after, site, { drift });
  await planAllAgain(run, part, layers, site);
  await accountMatchesState(part, layers, site.api);
  return after;
}
