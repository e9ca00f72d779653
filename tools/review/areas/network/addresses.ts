import { type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { valueOn } from "./keys";
import type { Network } from "./network";

/** The public addresses that the environment's connections come from. A NAT gateway's are those of its Elastic IPs. */
export function addressFindings(network: Network): readonly Finding[] {
  const { estate } = network;
  const gateways = estate.ofType("aws_nat_gateway").map((gateway) => ({
    gateway,
    addresses: { before: addressesOf(network, gateway, "before"), after: addressesOf(network, gateway, "after") },
  }));
  const said = new Set<Resource>();
  const found = gateways.flatMap(({ gateway, addresses }): readonly Finding[] => {
    const [before, after] = [wordsOf(addresses.before), wordsOf(addresses.after)];
    const own = [...addresses.before, ...addresses.after].flatMap(({ resource }) => resource ?? []);
    const sameOnes = addresses.before.length === addresses.after.length && isSame(addresses);
    if (sameOnes) return [];
    const alsoSays = [...new Set(own.filter(isChanged))];
    for (const one of alsoSays) said.add(one);
    return [
      {
        rule: "nat-address",
        consequence: "contract",
        direction: "cannot tell",
        place: gateway,
        part: "public address",
        before,
        after,
        meaning: meaningOf(addresses),
        ...(gateway.before !== undefined && gateway.after !== undefined
          ? { says: ["allocation_id", "secondary_allocation_ids", "public_ip", "connectivity_type"] }
          : {}),
        alsoSays,
      },
    ];
  });
  return [...found, ...elasticIpFindings(network, said)];
}

function meaningOf({ before, after }: Readonly<Record<Side, readonly Address[]>>): string {
  if (after.length === 0)
    return "Connections to others no longer come from this address: whoever lets in this one alone refuses those that take another way.";
  return before.length === 0
    ? "Connections to others may come from this address too: whoever lets in the others alone refuses them until the list has this one."
    : "Connections to others come from another address: whoever lets in the old one alone refuses them until the list has the new one.";
}

interface Address {
  readonly resource: Resource | undefined;
  /** What stays equal while the address does. */
  readonly identity: string;
  readonly words: string;
}

function addressesOf({ estate }: Network, gateway: Resource, side: Side): readonly Address[] {
  const value = valueOn(side, gateway);
  if (value === undefined || textOf(value, "connectivity_type") === "private") return [];
  const targets = ["allocation_id", "secondary_allocation_ids"].flatMap((path) => estate.targets(side, gateway, path));
  return targets.map((target): Address => {
    if (target.kind !== "resource") {
      const words = target.kind === "value" ? target.value : "an address that is known after apply";
      return { resource: undefined, identity: target.kind === "value" ? target.value : `unknown ${side}`, words };
    }
    return addressOf(target.resource, side);
  });
}

function addressOf(resource: Resource, side: Side): Address {
  const value = valueOn(side, resource);
  const address = attribute(value, "public_ip");
  // An Elastic IP that stays keeps its address, whatever else is known after apply.
  const isKept = resource.before !== undefined && resource.after !== undefined && resource.action !== "replace";
  const kept = isKept && address === unknown ? attribute(resource.before, "public_ip") : address;
  if (typeof kept === "string") return { resource, identity: kept, words: kept };
  const identity = isKept ? resource.address : `${side} ${resource.address}`;
  return { resource, identity, words: "an address that is known after apply" };
}

const isSame = ({ before, after }: Readonly<Record<Side, readonly Address[]>>): boolean => {
  const had = new Set(before.map(({ identity }) => identity));
  return after.every(({ identity }) => had.has(identity));
};

const wordsOf = (addresses: readonly Address[]): string => addresses.map(({ words }) => words).join(", ") || "none";

/** Addresses that no NAT gateway of the plans has. */
function elasticIpFindings({ estate }: Network, said: ReadonlySet<Resource>): readonly Finding[] {
  return estate.ofType("aws_eip").flatMap((address): readonly Finding[] => {
    const [before, after] = [valueOn("before", address), valueOn("after", address)];
    if (said.has(address) || !isChanged(address) || (before !== undefined && after !== undefined && !isNew(address)))
      return [];
    return [
      {
        rule: "public-address",
        consequence: "contract",
        direction: "cannot tell",
        place: address,
        part: "public address",
        before: before === undefined ? "none" : addressOf(address, "before").words,
        after: after === undefined ? "none" : addressOf(address, "after").words,
        meaning:
          before === undefined
            ? "A public address is taken: lists that allow the environment's addresses may need this one."
            : "The public address goes back to AWS and cannot be had again: names and lists that have the address lead to a stranger.",
      },
    ];
  });
}

const isNew = (address: Resource): boolean =>
  addressOf(address, "before").identity !== addressOf(address, "after").identity;
