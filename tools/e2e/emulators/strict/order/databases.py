"""RDS: groups that an instance has. moto itself refuses a protected instance."""

from strict.order import Params, Refusal, rule
from strict.order.stores import store


@rule("rds", "DeleteDBParameterGroup")
def parameter_group_has_members(params: Params, region: str) -> Refusal | None:
    """Code and sentence: terraform-provider-aws#6448."""
    name = params["DBParameterGroupName"]
    if any(one.db_parameter_group_name == name for one in store("rds", region).databases.values()):
        sentence = (
            f"One or more database instances are still members of this parameter group {name}, so the group cannot be "
            "deleted"
        )
        return Refusal("InvalidDBParameterGroupState", sentence)
    return None


@rule("rds", "DeleteDBSubnetGroup")
def subnet_group_has_members(params: Params, region: str) -> Refusal | None:
    """Code and sentence: anomalyco/sst#6592."""
    name = params["DBSubnetGroupName"]
    for one in store("rds", region).databases.values():
        group = getattr(one, "db_subnet_group", None)
        if group is not None and group.name == name.lower():
            sentence = (
                f"Cannot delete the subnet group '{name}' because at least one database instance: "
                f"{one.db_instance_identifier} is still using it."
            )
            return Refusal("InvalidDBSubnetGroupStateFault", sentence)
    return None
