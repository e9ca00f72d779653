import { type AclRule, allowedByAcl } from "../../../../analysis/packets/network-acls";
import { noPackets, packetsOf, type PacketSet } from "../../../../analysis/packets/packets";
import {
  addressesOf,
  everyAddress,
  everyIpv4,
  everyIpv6,
  unionOfPeers,
  type Peers,
} from "../../../../analysis/packets/peers";
import { allTraffic } from "../../../../analysis/packets/ports";
import {
  type Route,
  type RoutedDestinations,
  leadsToInternet,
  localRoutes,
  routed,
} from "../../../../analysis/packets/routes";
import { type Direction, type GroupRule, allowedByGroup } from "../../../../analysis/packets/security-groups";
import { type Estate, type Resource, type Side, attribute, isChanged, textOf } from "../../estate";
import { unknown } from "../../plan/normal";
import { routesToEndpoints } from "./gateway-endpoints";
import { Keys, keyOf, valueOn } from "./keys";
import { networkAcls, routeTables, securityGroups } from "./kinds";
import { type Owner, ownersOf } from "./owners";
import { changedLists, entriesOfLists, isTouchedBy } from "./prefix-entries";
import { type Standing, standingOf } from "./standing";
import { type Membership, aclsOfSubnets, tablesOfSubnets } from "./subnets";

export const everything: PacketSet = packetsOf([{ ports: allTraffic, peers: everyAddress }]);

/** What the given plans say of the network, on both sides. */
export class Network {
  readonly keys: Keys;
  readonly groups: ReadonlyMap<string, Owner<GroupRule>>;
  readonly acls: ReadonlyMap<string, Owner<AclRule>>;
  readonly tables: ReadonlyMap<string, Owner<Route>>;
  readonly tableOf: Readonly<Record<Side, Membership>>;
  readonly aclOf: Readonly<Record<Side, Membership>>;
  #standing: Standing | undefined;
  readonly #routed = new Map<string, RoutedDestinations>();
  readonly #endpointRoutes: Readonly<Record<Side, ReadonlyMap<string, readonly Route[]>>>;
  /** The CIDR blocks of the managed prefix lists that the plans have. */
  readonly prefixLists: Readonly<Record<Side, ReadonlyMap<string, readonly string[]>>>;
  /** By the key of a prefix list, what changes it: the list itself, and its entries. */
  readonly #changedLists: ReadonlyMap<unknown, readonly Resource[]>;
  /** Whether a VPC endpoint changes: a gateway endpoint is a route. */
  readonly endpointsChange: boolean;

  constructor(readonly estate: Estate) {
    this.keys = new Keys(estate);
    this.groups = ownersOf(estate, this.keys, securityGroups);
    this.acls = ownersOf(estate, this.keys, networkAcls);
    this.tables = ownersOf(estate, this.keys, routeTables);
    this.tableOf = tablesOfSubnets(estate, this.keys);
    this.aclOf = aclsOfSubnets(estate, this.keys);
    this.#endpointRoutes = {
      before: routesToEndpoints(estate, this.keys, "before"),
      after: routesToEndpoints(estate, this.keys, "after"),
    };
    this.endpointsChange = estate.ofType("aws_vpc_endpoint").some(isChanged);
    this.prefixLists = {
      before: entriesOfLists(estate, this.keys, "before"),
      after: entriesOfLists(estate, this.keys, "after"),
    };
    this.#changedLists = changedLists(estate, this.keys);
  }

  /** Whether what rules or routes lead to may change: they do, or the entries of a prefix list. */
  mayChange(owner: Owner<unknown> | undefined): boolean {
    return owner?.touched === true || this.#changedLists.size > 0;
  }

  /** What changes the prefix lists of some names, as far as the entries that come or go are among the peers. */
  changesOfLists(names: readonly unknown[], peers: Peers): readonly Resource[] {
    const { before, after } = this.prefixLists;
    return [...new Set(names)]
      .filter((name) => isTouchedBy(peers, before.get(String(name)), after.get(String(name))))
      .flatMap((name) => this.#changedLists.get(name) ?? []);
  }

  /** What has network interfaces before and after the change. */
  get standing(): Standing {
    return (this.#standing ??= standingOf(this.estate, this.keys));
  }

  allowedByGroup(owner: Owner<GroupRule> | undefined, side: Side, direction: Direction): PacketSet {
    const rules = owner?.rules[side].map(({ rule }) => rule) ?? [];
    return allowedByGroup(rules, direction, this.prefixLists[side]);
  }

  /** An ACL that no plan has is the VPC's default one, which allows all (Amazon VPC User Guide, "Default network ACL for a VPC"). */
  allowedByAcl(key: string | undefined, side: Side, direction: Direction): PacketSet {
    const owner = key === undefined ? undefined : this.acls.get(key);
    if (owner === undefined) return everything;
    if (owner.resource !== undefined && valueOn(side, owner.resource) === undefined) return noPackets;
    return allowedByAcl(
      owner.rules[side].map(({ rule }) => rule),
      direction,
    );
  }

  /** Where a route table leads on one side. */
  routed(key: string, side: Side): RoutedDestinations {
    const id = `${side} ${key}`;
    const known = this.#routed.get(id);
    if (known !== undefined) return known;
    const own = this.tables.get(key)?.rules[side].map(({ rule }) => rule) ?? [];
    const vpc = this.vpcOf(this.keys.resource(key));
    const cidrBlocks = vpc === undefined ? [] : cidrBlocksOf(vpc, side);
    const routes = [...own, ...localRoutes(key, cidrBlocks), ...(this.#endpointRoutes[side].get(key) ?? [])];
    const found = routed(routes, this.prefixLists[side]);
    this.#routed.set(id, found);
    return found;
  }

  /** The changed associations of subnets with one of two route tables. */
  associationsOf(...tables: readonly string[]): readonly Resource[] {
    return this.estate.changed("aws_route_table_association", "aws_main_route_table_association").filter((one) =>
      (["before", "after"] as const).some((side) => {
        const key = this.keys.of(one, "route_table_id", attribute(valueOn(side, one), "route_table_id"));
        return typeof key === "string" && tables.includes(key);
      }),
    );
  }

  /** Whether a subnet is public: its table has a route to an internet gateway (Amazon VPC User Guide, "Subnet types"). */
  isPublic(subnet: Resource, side: Side): boolean {
    const table = this.tableOf[side].get(keyOf(subnet));
    return table !== undefined && this.routed(table, side).some(({ target }) => leadsToInternet(target));
  }

  vpcOf(resource: Resource | undefined): Resource | undefined {
    if (resource === undefined) return undefined;
    const side = resource.after === undefined ? "before" : "after";
    return this.keys.resource(this.keys.of(resource, "vpc_id", attribute(resource[side], "vpc_id")));
  }

  /** The addresses that the members of a group can have: those of the group's VPC. A VPC that no plan has is one of IPv4. */
  addressesIn(vpc: Resource | undefined): Peers {
    const value = vpc?.after ?? vpc?.before;
    const block = addressesOf(textOf(value, "cidr_block") ?? "");
    const isPlain = vpc !== undefined && this.estate.ofType("aws_vpc_ipv4_cidr_block_association").length === 0;
    const ipv4 = isPlain && block !== undefined ? block : everyIpv4;
    return unionOfPeers([
      { addresses: [ipv4], symbols: [] },
      { addresses: hasIpv6(value) ? [everyIpv6] : [], symbols: [] },
    ]);
  }

  /** The names of the layers that a question needs and no given plan is of. */
  missing(...layers: readonly string[]): readonly string[] {
    return layers.filter((layer) => !this.estate.plans.some((plan) => plan.layer === layer));
  }
}

const hasIpv6 = (value: Resource["after"]): boolean => {
  const generated = attribute(value, "assign_generated_ipv6_cidr_block");
  const block = attribute(value, "ipv6_cidr_block");
  return generated === true || (block !== undefined && (block !== unknown || generated !== false));
};

function cidrBlocksOf(vpc: Resource, side: Side): readonly string[] {
  const value = valueOn(side, vpc);
  return ["cidr_block", "ipv6_cidr_block"].flatMap((name) => textOf(value, name) ?? []);
}
