import type { RouteChange, Target } from "../../../../analysis/packets/routes";
import { peersText } from "../../../../analysis/packets/words";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { isOnBothSides } from "./keys";
import type { Network } from "./network";
import { type Rerouted, targetWords } from "./rerouted";

/** The VPC endpoint that packets went to, or go to from now on. */
export const endpointOf = ({ before, after }: RouteChange): Target | undefined =>
  [before, after].find((target) => target?.kind === "VPC endpoint");

interface Move {
  readonly one: Rerouted;
  readonly change: RouteChange;
}

/**
 * Routes to VPC endpoints that come or go, those of one endpoint together: a gateway endpoint is a route in each of its tables
 * (AWS PrivateLink Guide, "Gateway endpoints").
 */
export function endpointRouteFindings(network: Network, all: readonly Rerouted[]): readonly Finding[] {
  const moves = new Map<string, Move[]>();
  for (const one of all)
    for (const change of one.changes) {
      const endpoint = endpointOf(change);
      if (endpoint === undefined || isSaidByEndpoint(network, endpoint, change) || isLeast(change, one)) continue;
      const key = JSON.stringify([endpoint.id, change.before?.id === endpoint.id, isDropped(change)]);
      const known = moves.get(key);
      if (known === undefined) moves.set(key, [{ one, change }]);
      else known.push({ one, change });
    }
  return [...moves.values()].flatMap((group) => findingOf(network, group));
}

const isDropped = ({ before, after }: RouteChange): boolean => before === undefined || after === undefined;

/** An endpoint that comes or goes says itself that calls go another way; that there is no way at all is news. */
function isSaidByEndpoint(network: Network, { id }: Target, change: RouteChange): boolean {
  const endpoint = network.keys.resource(id);
  return endpoint !== undefined && !isOnBothSides(endpoint) && !isDropped(change);
}

/** A way to one service is no news beside a way out of the VPC. */
const isLeast = ({ before }: RouteChange, { changes }: Rerouted): boolean =>
  before === undefined && changes.some((other) => other.before === undefined && endpointOf(other) === undefined);

function findingOf(network: Network, group: readonly Move[]): readonly Finding[] {
  const [first] = group;
  if (first === undefined) return [];
  const endpoint = network.keys.resource(endpointOf(first.change)?.id);
  const place = endpoint !== undefined && isChanged(endpoint) ? endpoint : first.one.place;
  const names = [...new Set(group.flatMap(({ one }) => one.names))].sort();
  const targets = (side: "before" | "after"): string =>
    [...new Set(group.map(({ change }) => targetWords(network, change[side])))].sort().join(", ");
  const alsoSays = [...new Set(group.flatMap(({ one }) => one.saying.alsoSays ?? []))].filter((one) => one !== place);
  return [
    {
      ...judgementOf(first.change),
      place,
      part: `route${names.length === 0 ? "" : ` of ${names.join(", ")}`} to ${peersText(first.change.destinations, network.keys.words)}`,
      before: targets("before"),
      after: targets("after"),
      says: [place === endpoint ? "route_table_ids" : "route"],
      alsoSays: isWholly(place) ? alsoSays : alsoSays.filter((one) => one !== endpoint),
    },
  ];
}

const isWholly = ({ before, after }: Resource): boolean => before !== undefined && after !== undefined;

function judgementOf({ before, after }: RouteChange): Pick<Finding, "rule" | "consequence" | "direction" | "meaning"> {
  const leaves = before?.kind === "VPC endpoint";
  if (after === undefined)
    return {
      rule: "route-missing",
      consequence: "downtime",
      direction: "weaker",
      meaning: "Calls to the service have no way any more: what needs the service fails.",
    };
  return {
    rule: "route",
    consequence: "guard lost",
    direction: leaves || before === undefined ? "weaker" : "stronger",
    meaning: leaves
      ? "Calls to the service go past the endpoint and its policy: they leave the VPC."
      : before === undefined
        ? "Packets to these addresses have a way within AWS: data can go to the service."
        : "Calls to the service stay within AWS's network, under the endpoint's policy.",
  };
}
