"""
A Flask app as lbbench's backend: real servers, real framework, made-up work.

Every request says how heavy it is (x-lbbench-demand, a quantile) and whether it is to fail (x-lbbench-failure); the profile
of this backend turns that into milliseconds and failures. docs/backends.md has the whole protocol.
"""

import os
import random
from datetime import timedelta

from flask import Flask, Response, request

from endings import NoAnswer, without_answer
from behaviour import Profile
from sessions import LIFE_SECONDS, StoreClock, StoreFailed, store_from_environment
from work import Worker

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

profile = Profile.from_environment()
store = store_from_environment()
# "steady": a thread serves one request after the other; "unlimited": whoever comes is served at once (backend.yaml).
unlimited = os.environ.get("LBBENCH_SERVES") == "unlimited"
worker = Worker(steady=not unlimited)

app = Flask(__name__)
app.secret_key = os.environ.get("LBBENCH_SESSION_SECRET", "not a secret: no session needs one here")
if LIFE_SECONDS is not None:
    app.permanent_session_lifetime = timedelta(seconds=LIFE_SECONDS)
# The cookie says since when it is; set anew with each answer it would never end.
app.config["SESSION_REFRESH_EACH_REQUEST"] = False


@app.get("/health")
def health():
    return at_once()


@app.route("/", methods=METHODS)
@app.route("/<path:_>", methods=METHODS)
def serve(_=""):
    if "x-lbbench-prime" in request.headers or "x-lbbench-probe" in request.headers:
        return at_once()
    clock = StoreClock(store)
    wanted = request.headers.get("x-lbbench-session")
    if wanted == "need":
        with clock as sessions:
            known = sessions.is_known()
        if not known:
            worker.done()
            return timed(answer(401), clock, session_state="lost")
    # The store's time comes on top of the service time.
    response = answer(work(request.environ["lbbench.began"] + (clock.ms or 0) / 1000))
    if wanted == "login":
        with clock as sessions:
            sessions.begin(response)
        return timed(response, clock, session_state="new")
    return timed(response, clock, session_state="kept" if wanted == "need" else None)


def work(began):
    """Holds this worker for as long as the request says, and fails where it says so; returns the status."""
    failure = profile.failure(drawn("x-lbbench-failure"))
    if failure == "hang":
        worker.hold(began, profile.hang_ms, 0)
        raise NoAnswer("close")
    # A health check waits for a worker and fails as any request, but takes no time itself.
    is_check = "x-lbbench-check" in request.headers and "x-lbbench-demand" not in request.headers
    service_ms = 0 if is_check else profile.service_ms(drawn("x-lbbench-demand"))
    if failure is not None:
        service_ms *= profile.after_share
    worker.hold(began, service_ms, profile.cpu_share)
    if failure in ("reset", "close"):
        raise NoAnswer(failure)
    return profile.error_status if failure == "error" else 200


def drawn(header):
    """The number that the generator drew for this request; traffic that is not lbbench's gets one of our own."""
    try:
        value = float(request.headers[header])
    except (KeyError, ValueError):
        return random.random()
    return value if 0 <= value < 1 else random.random()


def at_once():
    worker.done()
    return named(Response(""))


def answer(status):
    body = '{"backend":"%s","ok":%s}\n' % (profile.name, "true" if status < 400 else "false")
    return Response(body, status=status, mimetype="application/json")


def timed(response, clock, session_state):
    app_ms = worker.elapsed_ms(request.environ["lbbench.began"])
    timing = ["app;dur=%.3f" % app_ms]
    if unlimited and profile.cpu_share == 0:
        # Nobody waits for a worker here. Elsewhere requests wait in the kernel, which tells nobody for how long; and where
        # they burn CPU, a new one waits for the interpreter's lock before it is one at all.
        timing = ["queue;dur=0", *timing, "ideal;dur=%.3f" % app_ms]
    if clock.ms is not None:
        timing.append("store;dur=%.3f" % clock.ms)
    response.headers["server-timing"] = ", ".join(timing)
    if session_state is not None:
        response.headers["x-lbbench-session"] = session_state
    return named(response)


def named(response):
    response.headers["x-lbbench-backend"] = profile.name
    return response


@app.errorhandler(StoreFailed)
def no_store(_):
    response = Response("", status=500)
    response.headers["x-lbbench-session"] = "failed"
    return named(response)


@app.errorhandler(NoAnswer)
def no_answer(ending):
    """Flask has to answer something; `Ends` below keeps it from the client."""
    request.environ["lbbench.ending"] = ending.how
    return Response("")


class Ends:
    """Around Flask: notes when requests begin, and cuts connections off."""

    def __init__(self, wsgi):
        self._wsgi = wsgi

    def __call__(self, environ, start_response):
        environ["lbbench.began"] = worker.begin()
        head = []
        body = self._wsgi(environ, lambda *given: head.append(given))
        ending = environ.get("lbbench.ending")
        if ending is not None:
            body.close()
            return without_answer(environ, ending)
        start_response(*head[0])
        return body


app.wsgi_app = Ends(app.wsgi_app)
