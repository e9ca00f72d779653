import { type RouteChange, type Target, leadsToInternet, routeChanges } from "../../../../analysis/packets/routes";
import { peersText } from "../../../../analysis/packets/words";
import { type Resource, isChanged } from "../../estate";
import type { Finding } from "../../finding";
import { isOnBothSides, keyOf } from "./keys";
import type { Network } from "./network";

/** Subnets, or one route table without a subnet of the plans, whose routes change in the same way. */
interface Rerouted {
  readonly place: Resource;
  readonly names: string[];
  readonly changes: readonly RouteChange[];
  readonly saying: Pick<Finding, "says" | "alsoSays">;
}

/** Where the subnets' packets go after a change and did not, and the reverse. */
export function routeFindings(network: Network): readonly Finding[] {
  return [...rerouted(network)].flatMap((one) => one.changes.flatMap((change) => findingsOf(network, one, change)));
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
  network.tables.get(table)?.touched === true || network.endpointsChange;

function between(network: Network, from: string, to: string, subnet: Resource): Rerouted {
  const tables = [...new Set([from, to])].flatMap((key) => network.tables.get(key) ?? []);
  const routes = tables.flatMap(({ rules }) => [...rules.before, ...rules.after].map(({ resource }) => resource));
  const table = network.keys.resource(to) ?? network.keys.resource(from);
  const associations = from === to ? [] : network.associationsOf(from, to);
  const alsoSays = [...new Set([...routes, ...associations])].filter((one) => isChanged(one) && one !== table);
  return {
    place: table ?? alsoSays[0] ?? subnet,
    names: [network.keys.nameOf(keyOf(subnet))],
    changes: routeChanges(network.routed(from, "before"), network.routed(to, "after")),
    saying: table !== undefined && isOnBothSides(table) ? { says: ["route"], alsoSays } : { alsoSays },
  };
}

/** How far a target leads out of the VPC. */
function opennessOf(target: Target | undefined): number {
  if (target === undefined || target.kind === "blackhole") return 0;
  if (leadsToInternet(target) || target.kind === "carrier gateway") return 3;
  return target.kind === "local" || target.kind === "VPC endpoint" ? 1 : 2;
}

function findingsOf(network: Network, { place, names, saying }: Rerouted, change: RouteChange): readonly Finding[] {
  const [from, to] = [opennessOf(change.before), opennessOf(change.after)];
  const of = names.length === 0 ? "" : ` of ${names.join(", ")}`;
  const about = {
    place,
    part: `route${of} to ${peersText(change.destinations, network.keys.words)}`,
    before: wordsOf(network, change.before),
    after: wordsOf(network, change.after),
    ...saying,
  };
  if (change.after?.kind === "unknown gateway" && change.before?.kind !== "unknown gateway")
    return [
      {
        ...about,
        rule: "route-unknown",
        consequence: "not reviewable",
        direction: "cannot tell",
        meaning: "The route leads to a gateway that is known after apply only: it may be one of the internet.",
      },
    ];
  return [
    from === to
      ? {
          ...about,
          rule: "route",
          consequence: change.before?.kind === change.after?.kind ? "contract" : "guard lost",
          direction: "cannot tell",
          meaning:
            change.before?.kind === change.after?.kind
              ? "The packets take another way of the same kind: who knows the environment by its addresses may have to follow."
              : "The packets go into another network from now on: who watches and answers there is not the same.",
        }
      : {
          ...about,
          rule: "route",
          consequence: "guard lost",
          direction: to > from ? "weaker" : "stronger",
          meaning: to > from ? openerMeaning(to) : "The packets no longer leave the VPC this way.",
        },
    ...(from !== 0 && to !== 0
      ? []
      : [
          {
            ...about,
            rule: "route-missing",
            consequence: "downtime",
            direction: to === 0 ? "weaker" : "stronger",
            meaning:
              to === 0
                ? "Packets to these addresses are dropped: what needs the way fails."
                : "Packets to these addresses have a way: before, they were dropped.",
            says: [],
          } satisfies Finding,
        ]),
  ];
}

const openerMeaning = (openness: number): string =>
  openness === 3
    ? "The subnets become public: whatever has a public address there can be reached as far as groups and network ACLs admit."
    : openness === 2
      ? "Packets leave the VPC this way: what runs in the subnets can send data there."
      : "Packets to these addresses have a way within AWS.";

function wordsOf(network: Network, target: Target | undefined): string {
  if (target === undefined) return "no route";
  if (target.kind === "local" || target.kind === "blackhole") return target.kind;
  return `${target.kind} ${network.keys.nameOf(target.id)}`;
}
