import type { Area } from "../../area";
import { wayTypes } from "./gateways";
import { routeTargets } from "./kinds";

const sizes = ["from_port", "to_port"];
const groupRule = [
  ...sizes,
  "cidr_ipv4",
  "cidr_ipv6",
  "ip_protocol",
  "prefix_list_id",
  "referenced_security_group_id",
  "security_group_id",
];

/** The attributes that decide which packets pass. */
export const judges: Area["judges"] = {
  aws_security_group: ["ingress", "egress", "vpc_id"],
  aws_default_security_group: ["ingress", "egress", "vpc_id"],
  aws_vpc_security_group_ingress_rule: groupRule,
  aws_vpc_security_group_egress_rule: groupRule,
  aws_security_group_rule: [
    ...sizes,
    "type",
    "protocol",
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "prefix_list_ids",
    "security_group_id",
    "source_security_group_id",
    "self",
  ],
  aws_network_acl: ["ingress", "egress", "subnet_ids", "vpc_id"],
  aws_default_network_acl: ["ingress", "egress", "subnet_ids", "default_network_acl_id"],
  aws_network_acl_rule: [
    ...sizes,
    "cidr_block",
    "ipv6_cidr_block",
    "egress",
    "icmp_code",
    "icmp_type",
    "network_acl_id",
    "protocol",
    "rule_action",
    "rule_number",
  ],
  aws_network_acl_association: ["network_acl_id", "subnet_id"],
  aws_route_table: ["route", "vpc_id"],
  aws_default_route_table: ["route", "default_route_table_id"],
  aws_route: [
    "route_table_id",
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    ...routeTargets,
    "core_network_arn",
  ],
  aws_route_table_association: ["route_table_id", "subnet_id"],
  aws_main_route_table_association: ["route_table_id", "vpc_id"],
  aws_ec2_managed_prefix_list: ["entry"],
  aws_ec2_managed_prefix_list_entry: ["cidr", "prefix_list_id"],
  aws_subnet: ["map_public_ip_on_launch", "assign_ipv6_address_on_creation", "vpc_id"],
  aws_vpc: ["enable_dns_support", "enable_dns_hostnames", "assign_generated_ipv6_cidr_block"],
  aws_vpc_endpoint: [
    "service_name",
    "private_dns_enabled",
    "security_group_ids",
    "subnet_ids",
    "route_table_ids",
    // What AWS makes of the subnets.
    "network_interface_ids",
    "subnet_configuration",
    "dns_entry",
  ],
  ...Object.fromEntries(wayTypes.map((type) => [type, ["vpc_id"]])),
  aws_nat_gateway: ["allocation_id", "secondary_allocation_ids", "connectivity_type", "public_ip"],
  aws_eip: ["public_ip", "instance"],
  aws_eip_association: ["instance_id", "allocation_id"],
  aws_lb: ["internal", "security_groups"],
  aws_instance: ["vpc_security_group_ids"],
  aws_launch_template: ["vpc_security_group_ids"],
  aws_db_instance: ["vpc_security_group_ids"],
  aws_rds_cluster: ["vpc_security_group_ids"],
  aws_cloudfront_vpc_origin: [],
};
