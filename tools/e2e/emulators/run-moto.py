"""moto, with the strict front before it, and one request after the other.

By itself it answers each in a thread of its own, walks tables that another thread changes and ends in 500
("dictionary changed size during iteration", moto 5.2.5), half of its work done: the provider asks again, and is told
that there is such a thing already.
"""

from threading import Lock

from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Application
from moto.server import main
from strict.wsgi import fronted

answer, turn = fronted(Application.__call__, "moto"), Lock()


def answer_in_turn(*request):
    with turn:
        return answer(*request)


Application.__call__ = answer_in_turn
main()
