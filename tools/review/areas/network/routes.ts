import {
  type RouteChange,
  type Target,
  type RoutedDestinations,
  defaultTarget,
  routeChanges,
  targetText,
} from "../../../../analysis/packets/routes";
import { unionOfPeers } from "../../../../analysis/packets/peers";
import { peersText } from "../../../../analysis/packets/words";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { endpointOf, endpointRouteFindings } from "./endpoint-routes";
import { isOnBothSides, keyOf } from "./keys";
import type { Network } from "./network";
import { type Rerouted, targetWords } from "./rerouted";
import { judgedRoute } from "./route-meanings";

/** Where the subnets' packets go after a change and did not, and the reverse. */
export function routeFindings(network: Network): readonly Finding[] {
  const all = rerouted(network);
  return [
    ...all.flatMap((one) =>
      one.changes.filter((change) => endpointOf(change) === undefined).map((change) => findingOf(network, one, change)),
    ),
    ...endpointRouteFindings(network, all),
  ];
}

function rerouted(network: Network): readonly Rerouted[] {
  const found = new Map<string, Rerouted>();
  const reached = new Set<string>();
  for (const subnet of network.estate.ofType("aws_subnet")) {
    const [from, to] = [network.tableOf.before.get(keyOf(subnet)), network.tableOf.after.get(keyOf(subnet))];
    for (const key of [from, to]) if (key !== undefined) reached.add(key);
    if (!isOnBothSides(subnet) || from === undefined || to === undefined) continue;
    if (from === to && !mayChange(network, from)) continue;
    const same = found.get(`${from} → ${to}`);
    if (same !== undefined) same.names.push(network.keys.nameOf(keyOf(subnet)));
    else found.set(`${from} → ${to}`, between(network, from, to, subnet));
  }
  for (const [key, { resource, rules }] of network.tables) {
    if (reached.has(key) || !mayChange(network, key) || (resource !== undefined && !isOnBothSides(resource))) continue;
    const place = resource ?? [...rules.before, ...rules.after][0]?.resource;
    if (place !== undefined) found.set(key, { ...between(network, key, key, place), names: [] });
  }
  return [...found.values()];
}

const mayChange = (network: Network, table: string): boolean =>
  network.endpointsChange || network.mayChange(network.tables.get(table));

function between(network: Network, from: string, to: string, subnet: Resource): Rerouted {
  const tables = [...new Set([from, to])].flatMap((key) => network.tables.get(key) ?? []);
  const owned = tables.flatMap(({ rules }) => [...rules.before, ...rules.after]);
  const changes = changesBetween(network.routed(from, "before"), network.routed(to, "after"));
  const lists = network.changesOfLists(
    owned.map(({ rule }) => rule.prefixList),
    unionOfPeers(changes.map(({ destinations }) => destinations)),
  );
  const table = network.keys.resource(to) ?? network.keys.resource(from);
  const associations = from === to ? [] : network.associationsOf(from, to);
  const alsoSays = [...new Set([...owned.map(({ resource }) => resource), ...associations, ...lists])].filter(
    (one) => isChanged(one) && one !== table,
  );
  return {
    place: table ?? alsoSays[0] ?? subnet,
    names: [network.keys.nameOf(keyOf(subnet))],
    changes,
    saying: table !== undefined && isOnBothSides(table) ? { says: ["route"], alsoSays } : { alsoSays },
  };
}

/** A destination that is a prefix list goes the default way where no route names the list. */
function changesBetween(before: RoutedDestinations, after: RoutedDestinations): readonly RouteChange[] {
  return routeChanges(before, after).flatMap((change) => {
    if (change.destinations.addresses.length > 0) return [change];
    const whole = {
      ...change,
      before: change.before ?? defaultTarget(before),
      after: change.after ?? defaultTarget(after),
    };
    return isSameTarget(whole.before, whole.after) ? [] : [whole];
  });
}

const isSameTarget = (one: Target | undefined, other: Target | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && targetText(one) === targetText(other));

function findingOf(network: Network, { place, names, saying }: Rerouted, change: RouteChange): Finding {
  const of = names.length === 0 ? "" : ` of ${names.join(", ")}`;
  return {
    place,
    part: `route${of} to ${peersText(change.destinations, network.keys.words)}`,
    before: targetWords(network, change.before),
    after: targetWords(network, change.after),
    ...saying,
    ...judgedRoute(change, place.isFirst),
  };
}
