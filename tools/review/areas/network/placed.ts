import { type Estate, type Resource, type Side, attribute, blocksOf, textOf, valuesAt } from "../../estate";
import { type Normal, unknown } from "../../plan/normal";
import { type Keys, keyOf, valueOn } from "./keys";

/** Whether there is such an address. */
export type Has = boolean | "unknown";

/** A thing with network interfaces, on one side. */
export interface Placed {
  readonly resource: Resource;
  readonly groups: readonly string[];
  /** Groups or subnets that are known after apply only, by the path of the attribute. */
  readonly unknown: readonly string[];
  /** Why the given plans do not have its groups, where they do not. */
  readonly untold?: string;
  /** Keys of subnets; an id that no plan has is its own key. */
  readonly subnets: readonly string[];
  readonly scheme?: "internal" | "internet-facing" | "unknown";
  /** Absent where the subnet decides. */
  readonly publicIpv4?: Has;
  readonly ipv6?: Has;
}

/** The attributes that name the groups of each type. */
export const groupAttributes: Readonly<Record<string, string>> = {
  aws_lb: "security_groups",
  aws_instance: "vpc_security_group_ids",
  aws_launch_template: "vpc_security_group_ids",
  aws_db_instance: "vpc_security_group_ids",
  aws_rds_cluster: "vpc_security_group_ids",
  aws_vpc_endpoint: "security_group_ids",
  aws_lambda_function: "vpc_config.security_group_ids",
};

/** The paths of a resource's groups. A launch template may name groups in each of its interfaces too. */
export const groupPathsOf = ({ type }: Resource): readonly string[] => {
  const own = groupAttributes[type] ?? "none";
  return type === "aws_launch_template" ? [own, "network_interfaces.security_groups"] : [own];
};

const flagOf = (value: Normal | undefined): Has | undefined =>
  value === unknown ? "unknown" : value === undefined ? undefined : value === true || value === "true";

/** A thing as a plan has it on one side; undefined where it is not there, or has no place in a VPC. */
export function placedOf(estate: Estate, keys: Keys, resource: Resource, side: Side): Placed | undefined {
  const value = valueOn(side, resource);
  if (value === undefined) return undefined;
  const named = (path: string, from: Resource = resource) => namesAt(keys, from, side, path);
  const placed = (groups: Names, subnets: Names): Pick<Placed, "resource" | "groups" | "subnets" | "unknown"> => ({
    resource,
    groups: groups.known,
    subnets: subnets.known,
    unknown: [...groups.unknown, ...subnets.unknown],
  });
  switch (resource.type) {
    case "aws_lb": {
      const internal = flagOf(attribute(value, "internal")) ?? false;
      return {
        ...placed(named("security_groups"), both(named("subnets"), named("subnet_mapping.subnet_id"))),
        scheme: internal === "unknown" ? "unknown" : internal ? "internal" : "internet-facing",
        publicIpv4: internal === "unknown" ? "unknown" : !internal,
        ipv6: /^dualstack/.test(textOf(value, "ip_address_type") ?? ""),
      };
    }
    case "aws_instance": {
      const written = flagOf(attribute(value, "associate_public_ip_address"));
      const own = hasElasticIp(estate, keys, resource, side) ? true : written === "unknown" ? undefined : written;
      return {
        ...placed(named("vpc_security_group_ids"), named("subnet_id")),
        ...(own !== undefined && { publicIpv4: own }),
      };
    }
    case "aws_autoscaling_group": {
      const template = templateOf(estate, resource, side);
      if (template === undefined)
        return {
          ...placed(named("none"), named("vpc_zone_identifier")),
          untold: "its launch template is in no given plan",
        };
      const groups = both(
        named("vpc_security_group_ids", template),
        named("network_interfaces.security_groups", template),
      );
      const flags = blocksOf(valueOn(side, template), "network_interfaces").map((one) =>
        flagOf(attribute(one, "associate_public_ip_address")),
      );
      const flag = flags.find((one) => one !== undefined);
      return { ...placed(groups, named("vpc_zone_identifier")), ...(flag !== undefined && { publicIpv4: flag }) };
    }
    case "aws_db_instance": {
      const [subnetGroup] = estate.targets(side, resource, "db_subnet_group_name");
      const subnets = subnetGroup?.kind === "resource" ? named("subnet_ids", subnetGroup.resource) : named("none");
      const flag = flagOf(attribute(value, "publicly_accessible")) ?? false;
      return { ...placed(named("vpc_security_group_ids"), subnets), publicIpv4: flag, ipv6: false };
    }
    default:
      return undefined;
  }
}

interface Names {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

const both = (one: Names, other: Names): Names => ({
  known: [...new Set([...one.known, ...other.known])],
  unknown: [...one.unknown, ...other.unknown],
});

/** What an attribute names, at a path through blocks. */
export function namesAt(keys: Keys, resource: Resource, side: Side, path: string): Names {
  const all = valuesAt(valueOn(side, resource), path.split(".")).flatMap((value) => keys.all(resource, path, value));
  return {
    known: [...new Set(all.filter((one) => typeof one === "string"))].sort(),
    unknown: all.some((one) => typeof one !== "string") ? [path] : [],
  };
}

function templateOf(estate: Estate, group: Resource, side: Side): Resource | undefined {
  const paths = [
    "launch_template.id",
    "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
  ];
  for (const path of paths)
    for (const target of estate.targets(side, group, path)) if (target.kind === "resource") return target.resource;
  return undefined;
}

/** An Elastic IP is public (Amazon EC2 User Guide, "Elastic IP addresses"). */
const hasElasticIp = (estate: Estate, keys: Keys, instance: Resource, side: Side): boolean =>
  [
    ...estate.ofType("aws_eip").map((address) => ({ address, path: "instance" })),
    ...estate.ofType("aws_eip_association").map((address) => ({ address, path: "instance_id" })),
  ].some(({ address, path }) => namesAt(keys, address, side, path).known.includes(keyOf(instance)));
