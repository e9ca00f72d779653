"""moto, with the strict front before it, and one request after the other.

By itself it answers each in a thread of its own, walks tables that another thread changes and ends in 500
("dictionary changed size during iteration", moto 5.2.5), half of its work done: the provider asks again, and is told
that there is such a thing already.
"""

from threading import Lock

from moto.ec2.models.subnets import SubnetBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Application
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


SubnetBackend.delete_subnet = delete_with_associations
Application.__call__ = answer_in_turn
main()
