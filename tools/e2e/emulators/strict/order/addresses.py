"""EC2: elastic addresses and the NAT gateways that have them."""

from moto.ec2.models.nat_gateways import NatGatewayBackend

from strict.order import Params, Refusal, rule
from strict.order.stores import store

make = NatGatewayBackend.create_nat_gateway


def make_or_fail(ec2, *args, **kwargs):
    """Makes a NAT gateway, which ends in `failed` where its VPC has no internet gateway yet.

    No refusal: AWS answers that it is being made, and says afterwards why it was not (Amazon VPC User Guide, "Troubleshoot
    NAT gateways": "Network vpc-xxxxxxxx has no internet gateway attached").
    """
    gateway = make(ec2, *args, **kwargs)
    attached = [one.vpc.id for one in ec2.internet_gateways.values() if one.vpc is not None]
    if gateway.connectivity_type != "private" and gateway.vpc_id not in attached:
        gateway.state = "failed"
        gateway.failure_code = "Gateway.NotAttached"
        gateway.failure_message = f"Network {gateway.vpc_id} has no Internet gateway attached"
    return gateway


NatGatewayBackend.create_nat_gateway = make_or_fail


@rule("ec2", "ReleaseAddress")
def address_is_in_use(params: Params, region: str) -> Refusal | None:
    """Amazon EC2 API Reference, ReleaseAddress: an address that was not disassociated is `InvalidIPAddress.InUse`."""
    ec2, id = store("ec2", region), params.get("AllocationId")
    gateways = [one for one in ec2.nat_gateways.values() if one.state == "available"]
    used = [address.get("allocationId") for one in gateways for address in one.address_set]
    address = next((one.public_ip for one in ec2.addresses if one.allocation_id == id), id)
    return Refusal("InvalidIPAddress.InUse", f"Address {address} is in use.") if id in used else None
