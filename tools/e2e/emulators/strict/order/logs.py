"""CloudWatch Logs: what a delivery names. Amazon CloudWatch Logs API Reference, DeleteDeliverySource and
DeleteDeliveryDestination ("You can't delete a delivery source if any current deliveries are associated with it"), with
ConflictException among their errors. AWS's own sentence is in no source that was found."""

from strict.order import Params, Refusal, rule
from strict.order.stores import store


def in_use(what):
    return Refusal("ConflictException", f"This {what} cannot be deleted: deliveries are associated with it.")


@rule("logs", "DeleteDeliverySource")
def source_is_delivered(params: Params, region: str) -> Refusal | None:
    name = params["name"]
    deliveries = store("logs", region).deliveries.values()
    return in_use("delivery source") if any(one.delivery_source_name == name for one in deliveries) else None


@rule("logs", "DeleteDeliveryDestination")
def destination_is_delivered_to(params: Params, region: str) -> Refusal | None:
    logs = store("logs", region)
    destination = logs.delivery_destinations.get(params["name"])
    arns = [one.delivery_destination_arn for one in logs.deliveries.values()]
    return in_use("delivery destination") if destination is not None and destination.arn in arns else None
