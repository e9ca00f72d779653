import type { Domain } from "./api";
import type { distributionInFront } from "./distribution";
import type { Landscape, Resource } from "./landscape";

/** Whether an origin of a distribution is an API, by one of its names or by AWS's. */
export const asksApi =
  (landscape: Landscape, api: Resource, names: readonly Domain[]): Parameters<typeof distributionInFront>[1] =>
  ({ layer, domainName }) =>
    names.some(({ name }) => name === domainName) ||
    landscape.referred(layer, domainName).some(({ type, name }) => type === api.type && name === api.name);
