"""EC2: groups, subnets, gateways and the VPC itself. All are 400 `DependencyViolation`.

Sentences: lianghong/delete_vpc#10 (group), hashicorp/terraform#1303 (gateway), gruntwork-io/cloud-nuke#345 (VPC, also of an
egress-only gateway; the subnet's has the same form). What is in use: Amazon EC2 API Reference, DeleteSecurityGroup,
DeleteSubnet, DetachInternetGateway; and a route table that is gone.

A function's own interfaces are seen through `across`.
"""

from typing import Any

from strict.order import Params, Refusal, across, rule
from strict.order.stores import store


def violation(sentence: str) -> Refusal:
    return Refusal("DependencyViolation", sentence)


def has_dependencies(what: str, id: str) -> Refusal:
    return violation(f"The {what} '{id}' has dependencies and cannot be deleted.")


def interfaces(ec2: Any) -> list[Any]:
    """Without those that moto keeps of an instance or a NAT gateway that is gone."""
    gone = {gateway._eni.id for gateway in ec2.nat_gateways.values() if gateway.state == "deleted"}
    return [
        one
        for one in ec2.enis.values()
        if one.id not in gone and not (one.instance is not None and one.instance.state == "terminated")
    ]


@rule("ec2", "DeleteSecurityGroup")
def group_is_in_use(params: Params, region: str) -> Refusal | None:
    group, ec2 = params.get("GroupId"), store("ec2", region)
    users = [
        *({held.id for held in one.group_set} for one in interfaces(ec2)),
        *(one.security_group_ids for one in ec2.vpc_end_points.values() if one.state != "deleted"),
        *(one.security_groups for one in store("elbv2", region).load_balancers.values()),
        *(one.vpc_security_group_ids for one in store("rds", region).databases.values()),
    ]
    rules = [
        rule
        for held in ec2.groups.values()
        for other in held.values()
        if other.id != group
        for rule in (*other.ingress_rules, *other.egress_rules)
    ]
    is_named = any(rule.source_group.get("GroupId") == group for rule in rules)
    if is_named or any(group in used for used in users) or across.refers_to(group):
        return violation(f"resource {group} has a dependent object")
    return None


@rule("ec2", "DeleteSubnet")
def subnet_is_in_use(params: Params, region: str) -> Refusal | None:
    subnet = params["SubnetId"]
    groups = [getattr(one, "db_subnet_group", None) for one in store("rds", region).databases.values()]
    used = [
        *(one.subnet for one in interfaces(store("ec2", region))),
        *(held for one in store("elbv2", region).load_balancers.values() for held in one.subnets),
        *(held for one in groups if one is not None for held in one._subnets),
    ]
    is_used = any(one.id == subnet for one in used) or across.refers_to(subnet)
    return has_dependencies("subnet", subnet) if is_used else None


@rule("ec2", "ModifyVpcEndpoint")
def route_table_is_gone(params: Params, region: str) -> Refusal | None:
    """A gateway endpoint leaves a route table that was deleted before. Code and sentence: terraform-provider-aws#26502."""
    tables = store("ec2", region).route_tables
    gone = [id for id in params.get("RemoveRouteTableIds", ()) if id not in tables]
    return Refusal("InvalidRouteTableId.NotFound", f"The routeTable ID '{gone[0]}' does not exist") if gone else None


@rule("ec2", "DetachInternetGateway")
def addresses_are_mapped(params: Params, region: str) -> Refusal | None:
    vpc, ec2 = params["VpcId"], store("ec2", region)
    mapped = {one.eni.id for one in ec2.addresses if one.eni is not None}
    of_interfaces = any(
        one.subnet.vpc_id == vpc and (one.id in mapped or one.public_ip is not None) for one in interfaces(ec2)
    )
    of_balancers = any(
        one.vpc_id == vpc and one.scheme == "internet-facing"
        for one in store("elbv2", region).load_balancers.values()
    )
    if not (of_interfaces or of_balancers):
        return None
    return violation(
        f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the "
        "gateway."
    )


@rule("ec2", "DeleteVpc")
def vpc_is_in_use(params: Params, region: str) -> Refusal | None:
    vpc, ec2 = params["VpcId"], store("ec2", region)
    held = [
        *(one for one in ec2.internet_gateways.values() if one.vpc is not None and one.vpc.id == vpc),
        *(one for one in ec2.egress_only_internet_gateways.values() if one.vpc_id == vpc),
        *(one for one in ec2.vpc_end_points.values() if one.vpc_id == vpc and one.state != "deleted"),
        *(one for one in ec2.groups[vpc].values() if not one.is_default),
        *(one for one in ec2.network_acls.values() if one.vpc_id == vpc and not one.default),
    ]
    return has_dependencies("vpc", vpc) if held else None
