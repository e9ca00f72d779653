import { today } from "../../../stacks/today";
import { ToolError } from "../../shared/errors";
import { synthesizeChanged } from "../changed-records";
import type { LayerCopy } from "../layer-copy";
import { protectedAddresses } from "../limits/configuration";
import { limitsOf } from "../limits/use";
import { describeChange, type Change } from "../plan-changes";
import { expectEqual, type Part } from "../report";
import type { Run } from "../run";
import type { Site } from "../site";
import { stage } from "../stage";

/** The layers of a production environment that hold what must not be lost by one command. */
const layersWithData = ["state", "network", "identity"];

/** Terraform itself has to refuse: an emulator deletes what AWS's own protection keeps. */
export async function destroyIsRefused(part: Part, layers: readonly LayerCopy[]): Promise<void> {
  const keeps = layers.filter((layer) => protectedAddresses(layer.configuration()).length > 0);
  await part.check("the layers with data protect the data", () => {
    const missing = layers
      .filter(({ layer }) => layersWithData.includes(layer))
      .filter((layer) => !keeps.includes(layer));
    if (missing.length > 0)
      throw new ToolError(`${missing.map(({ name }) => name).join(", ")} would be destroyed at once`);
    return keeps.map((layer) => `${layer.name}: ${protectedAddresses(layer.configuration()).join(", ")}`).join("; ");
  });
  for (const layer of keeps) {
    await part.check(`destroying ${layer.name} is refused`, async () => {
      const said = await layer.refusalToDestroy();
      if (said === undefined) throw new ToolError("terraform plan -destroy went through");
      const sentences = said.replace(/\s+/g, " ");
      const named = protectedAddresses(layer.configuration()).filter((address) =>
        sentences.includes(`Resource ${address} has lifecycle.prevent_destroy set`),
      );
      if (named.length === 0) {
        throw new ToolError(`it failed for another reason:\n${said}`);
      }
      return `for ${named.join(", ")}`;
    });
  }
}

/**
 * Synthesizes the environment once more with the one departure `teardown`, applies it, and looks that it changed
 * nothing but settings in place. Gives back the layers, ready to be destroyed.
 */
export async function liftProtection(run: Run, part: Part, site: Site): Promise<LayerCopy[]> {
  const { environment } = site;
  const synthesis = await part.step(`${environment} is synthesized with the departure teardown`, () => {
    const reason = "the emulated deploy tears the environment down";
    const until = today();
    return synthesizeChanged(run, { environment, name: "teardown", changes: { teardown: { reason, until } } });
  });
  const layers = stage(run, part, synthesis, site, { drift: limitsOf(run, site, "drifts") });
  for (const layer of layers) {
    await part.step(`teardown changes ${layer.name} in place, and nothing else`, async () => {
      expectEqual("what is still protected", protectedAddresses(layer.configuration()), []);
      const changes = await layer.plan();
      const others = changes.filter((change) => !liftsProtection(change));
      if (others.length > 0) throw new ToolError(`it would do more:\n${others.map(describeChange).join("\n")}`);
      await layer.applyPlan();
      for (const change of changes) part.note(`teardown in ${layer.name}: ${describeChange(change)}`);
    });
  }
  return layers;
}

/** Whether a change does nothing but let something be destroyed: each of these arguments is about that alone. */
const liftsProtection = ({ actions, attributes }: Change): boolean =>
  actions === "update" && attributes.every((attribute) => aboutDestroying.includes(attribute));

const aboutDestroying = [
  "deletion_protection",
  "deletion_window_in_days",
  "enable_deletion_protection",
  "final_snapshot_identifier",
  "force_destroy",
  "recovery_window_in_days",
  "skip_destroy",
  "skip_final_snapshot",
];
