import type { Environment } from "../environments/schema/environment";
import type { ownTags } from "../environments/schema/tags";
import type { Layer } from "./layer";

/** What a layer gives, beside the name that each resource has. */
type OwnTags = Record<Exclude<(typeof ownTags)[number], "Name">, string>;

/** The tags of every resource of a layer, also where AWS makes it: instances, volumes, network interfaces. */
export function layerTags(environment: Environment, layer: Layer): Record<string, string> {
  const own: OwnTags = {
    Environment: environment.name,
    Layer: layer,
    Owner: environment.owner,
    CostCentre: environment.costCentre,
    ManagedBy: "Palisade",
  };
  return { ...environment.tags, ...own };
}
