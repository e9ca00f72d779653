import type { Environment } from "../environments/schema/environment";
import type { Layer } from "./layer";

/** The tags of every resource of a layer, also where AWS makes it: instances, volumes, network interfaces. */
export function layerTags(environment: Environment, layer: Layer): Record<string, string> {
  return {
    ...environment.tags,
    Environment: environment.name,
    Layer: layer,
    Owner: environment.owner,
    CostCentre: environment.costCentre,
    ManagedBy: "Palisade",
  };
}
