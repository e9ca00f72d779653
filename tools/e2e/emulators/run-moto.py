"""moto, with the strict front before it, and one request after the other.

By itself it answers each in a thread of its own, walks tables that another thread changes and ends in 500
("dictionary changed size during iteration", moto 5.2.5), half of its work done: the provider asks again, and is told
that there is such a thing already.
"""

import json
from threading import Lock

from moto.autoscaling.models import FakeAutoScalingGroup
from moto.ec2.models.subnets import SubnetBackend
from moto.ec2.models.vpcs import VPCEndPoint
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Application
from moto.route53.models import Route53Backend
from moto.s3.models import FakeBucket
from moto.server import main
from strict.wsgi import fronted

answer, turn = fronted(Application.__call__, "moto"), Lock()


def answer_in_turn(*request):
    with turn:
        return answer(*request)


delete = SubnetBackend.delete_subnet


def delete_with_associations(backend, subnet_id):
    """Deletes a subnet, and its association with a network ACL, which moto keeps (5.2.5) and a plan would show."""
    subnet = delete(backend, subnet_id)
    for acl in backend.network_acls.values():
        left = [(id, one) for id, one in acl._associations.items() if one.subnet_id != subnet_id]
        acl._associations = dict(left)
    return subnet


modify = VPCEndPoint.modify


def modify_with_interfaces(endpoint, policy, add_subnets, remove_subnets, *others):
    """Changes an endpoint, and deletes its interfaces in the subnets that it leaves, which moto keeps (5.2.5)."""
    modify(endpoint, policy, add_subnets, remove_subnets, *others)
    interfaces = endpoint.ec2_backend.enis
    left = [id for id in endpoint.network_interface_ids if id in interfaces]
    gone = [id for id in left if interfaces[id].subnet.id in (remove_subnets or [])]
    for id in gone:
        del interfaces[id]
    endpoint.network_interface_ids = [id for id in endpoint.network_interface_ids if id not in gone]


update = FakeAutoScalingGroup.update


def update_and_rebalance(group, *arguments, **named):
    """Updates an Auto Scaling group, and moves its instances out of subnets that are no longer the group's.

    AWS rebalances so after a change of zones (Amazon EC2 Auto Scaling User Guide, "Rebalancing activities"). moto (5.2.5) has
    every instance in one subnet, and leaves it there: that subnet could never be deleted.
    """
    update(group, *arguments, **named)
    subnets = (group.vpc_zone_identifier or "").split(",")
    gone = [one for one in group.instance_states if one.instance.subnet_id not in subnets]
    if not gone:
        return
    backend = group.autoscaling_backend
    group.replace_autoscaling_group_instances(len(gone), group.get_propagated_tags())
    group.instance_states = [one for one in group.instance_states if one not in gone]
    backend.ec2_backend.terminate_instances([one.instance.id for one in gone])
    backend.update_attached_elbs(group.name)
    backend.update_attached_target_groups(group.name)


change_records = Route53Backend.change_resource_record_sets


def change_and_forget(backend, zoneid, change_list):
    """Changes records of a zone, and forgets what was done to a record that is deleted.

    moto (5.2.5) refuses to create a record that it has created before where any record follows it in the zone, though the
    record was deleted since.
    """
    gone = [named(one) for one in change_list if one["Action"] == "DELETE"]
    changes = backend.get_hosted_zone(zoneid).rr_changes
    before = len(changes)
    change_records(backend, zoneid, change_list)
    changes[:] = [*(one for one in changes[:before] if named(one) not in gone), *changes[before:]]


def named(change):
    record = change["ResourceRecordSet"]
    return record["Name"].rstrip("."), record["Type"]


def permission_without_conditions(bucket, action, resource):
    """What a bucket's policy says of an action by its statements without a condition.

    moto (5.2.5) takes a Deny whose condition does not hold for a refusal, so that nobody could use a bucket that refuses
    calls without TLS.
    """
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    statements = [statement for statement in policy["Statement"] if "Condition" not in statement]
    return IAMPolicy(json.dumps({**policy, "Statement": statements})).is_action_permitted(action, resource)


FakeAutoScalingGroup.update = update_and_rebalance
Route53Backend.change_resource_record_sets = change_and_forget
FakeBucket.get_permission = permission_without_conditions
SubnetBackend.delete_subnet = delete_with_associations
VPCEndPoint.modify = modify_with_interfaces
Application.__call__ = answer_in_turn
main()
