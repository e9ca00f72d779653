import type { RouteChange, Target } from "../../../../analysis/packets/routes";
import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { routeTargets } from "./kinds";
import type { Network } from "./network";

/** Subnets, or one route table without a subnet of the plans, whose routes change in the same way. */
export interface Rerouted {
  readonly place: Resource;
  readonly names: string[];
  readonly changes: readonly RouteChange[];
  readonly saying: Pick<Finding, "says" | "alsoSays">;
}

/** Where a route leads, in words. */
export function targetWords(network: Network, target: Target | undefined): string {
  if (target === undefined) return "no route";
  if (target.kind === "local" || target.kind === "blackhole") return target.kind;
  const isKnown = !routeTargets.some((name) => target.id.endsWith(`.${name}`));
  if (isKnown) return `${target.kind} ${network.keys.nameOf(target.id)}`;
  return `${target.kind === "unknown gateway" ? "gateway" : target.kind} that is known after apply`;
}
