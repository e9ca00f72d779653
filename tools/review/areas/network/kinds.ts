import { type AclRule, aclRulesOf } from "../../../../analysis/packets/network-acls";
import { type Route, routesOf } from "../../../../analysis/packets/routes";
import { type GroupRule, groupRulesOf } from "../../../../analysis/packets/security-groups";
import { isUnknown, listOf } from "../../../../analysis/packets/unknown";
import type { Resource } from "../../estate";
import { unknown } from "../../plan/normal";
import type { Keys } from "./keys";
import type { Kind } from "./owners";

type Values = Readonly<Record<string, unknown>>;

/** Gives each named attribute the key of what it names, also within the blocks of `within`. */
function withKeys(values: Values, names: readonly string[], keyOf: (name: string, value: unknown) => unknown): Values {
  const entries = names.filter((name) => values[name] !== undefined).map((name) => [name, keyOf(name, values[name])]);
  return { ...values, ...Object.fromEntries<unknown>(entries as [string, unknown][]) };
}

/** A key for an id that may be known after apply. `path` is where the configuration writes the attribute. */
function keyAt(keys: Keys, resource: Resource, path: string, type?: RegExp) {
  return (value: unknown): unknown =>
    keys.of(resource, path, isUnknown(value) ? unknown : typeof value === "string" ? value : undefined, type);
}

function groupKeyAt(keys: Keys, resource: Resource, path: string) {
  return (value: unknown): unknown =>
    keys.ofGroup(resource, path, isUnknown(value) ? unknown : typeof value === "string" ? value : undefined);
}

const inBlocks = (values: Values, names: readonly string[], change: (block: Values, name: string) => Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      names.includes(name) ? listOf(value).map((block) => (isBlock(block) ? change(block, name) : block)) : value,
    ]),
  );

const isBlock = (value: unknown): value is Values => typeof value === "object" && value !== null && !isUnknown(value);

const ofGroups = ["referenced_security_group_id", "source_security_group_id", "security_groups"];
const ofPrefixLists = ["prefix_list_id", "prefix_list_ids"];

function groupValues(keys: Keys, resource: Resource, values: Values): Values {
  const resolved = (block: Values, within?: string): Values =>
    withKeys(block, [...ofGroups, ...ofPrefixLists], (name, value) => {
      const path = within === undefined ? name : pathOf(resource, within, name);
      const key = ofGroups.includes(name)
        ? groupKeyAt(keys, resource, path)
        : keyAt(keys, resource, path, /\baws_(?:vpc_endpoint|ec2_managed_prefix_list)\./);
      return Array.isArray(value) ? value.map(key) : key(value);
    });
  return inBlocks(resolved(values), ["ingress", "egress"], resolved);
}

/** A block in an attribute is written as one expression; a block of its own has an expression for each attribute. */
const pathOf = (resource: Resource, block: string, name: string): string =>
  resource.references[`${block}.${name}`] === undefined ? block : `${block}.${name}`;

export const securityGroups: Kind<GroupRule> = {
  owners: ["aws_security_group", "aws_default_security_group"],
  rules: {
    aws_vpc_security_group_ingress_rule: "security_group_id",
    aws_vpc_security_group_egress_rule: "security_group_id",
    aws_security_group_rule: "security_group_id",
  },
  inline: ["ingress", "egress"],
  read: groupRulesOf,
  inlineOf: ({ direction }) => direction,
  resolve: groupValues,
};

export const networkAcls: Kind<AclRule> = {
  owners: ["aws_network_acl", "aws_default_network_acl"],
  rules: { aws_network_acl_rule: "network_acl_id" },
  inline: ["ingress", "egress"],
  read: aclRulesOf,
  inlineOf: ({ direction }) => direction,
  resolve: (_keys, _resource, values) => values,
};

/** What a route names by an id. */
export const routeTargets = [
  "gateway_id",
  "nat_gateway_id",
  "egress_only_gateway_id",
  "vpc_endpoint_id",
  "vpc_peering_connection_id",
  "transit_gateway_id",
  "carrier_gateway_id",
  "local_gateway_id",
  "network_interface_id",
  "destination_prefix_list_id",
];

export const routeTables: Kind<Route> = {
  owners: ["aws_route_table", "aws_default_route_table"],
  rules: { aws_route: "route_table_id" },
  inline: ["route"],
  read: routesOf,
  inlineOf: () => "route",
  resolve: (keys, resource, values) => {
    const resolved = (block: Values, within?: string): Values =>
      withKeys(block, routeTargets, (name, value) =>
        keyAt(keys, resource, within === undefined ? name : pathOf(resource, within, name))(value),
      );
    return inBlocks(resolved(values), ["route"], resolved);
  },
};
