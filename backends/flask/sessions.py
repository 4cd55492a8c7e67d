"""Who is logged in: kept in this process, in Redis, or in a cookie that is signed and needs no store."""

import os
import secrets
import time

from flask import request, session

# A cookie of this name, whatever the store.
COOKIE = "session"
# How long a session lasts after its login; None: for good.
LIFE_SECONDS = int(os.environ["LBBENCH_SESSION_TTL"]) if "LBBENCH_SESSION_TTL" in os.environ else None
# When Redis forgets what lasts for good: long after any run.
KEEP_SECONDS = 3600


class StoreFailed(Exception):
    """The store did not answer: whether there is a session is not known."""


class Memory:
    """In this very process: lost when the process ends, unknown to every other, the other workers of this server too."""

    asks_store = False

    def __init__(self):
        self._until = {}

    def begin(self, response):
        key = secrets.token_urlsafe(16)
        self._until[key] = time.monotonic() + (LIFE_SECONDS or float("inf"))
        response.set_cookie(COOKIE, key, max_age=LIFE_SECONDS, httponly=True)

    def is_known(self):
        return time.monotonic() < self._until.get(request.cookies.get(COOKIE), 0)


class Redis:
    """In one Redis for all backends: survives any of them."""

    asks_store = True

    def __init__(self, url, prefix):
        import redis  # python3-redis, only needed here

        self._error = redis.RedisError
        self._prefix = prefix
        # Connects at the first command, so that each worker process has connections of its own.
        self._redis = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)

    def begin(self, response):
        key = secrets.token_urlsafe(16)
        self._ask(lambda redis: redis.set(self._prefix + key, "logged in", ex=LIFE_SECONDS or KEEP_SECONDS))
        response.set_cookie(COOKIE, key, max_age=LIFE_SECONDS, httponly=True)

    def is_known(self):
        key = request.cookies.get(COOKIE)
        return key is not None and self._ask(lambda redis: redis.get(self._prefix + key)) is not None

    def _ask(self, command):
        try:
            return command(self._redis)
        except self._error as error:
            raise StoreFailed(str(error)) from error


class SignedCookie:
    """Flask's own session: the cookie holds it, signed with a secret that all backends share."""

    asks_store = False

    def begin(self, response):
        session.permanent = LIFE_SECONDS is not None
        session["user"] = secrets.token_urlsafe(16)

    def is_known(self):
        return "user" in session


def store_from_environment():
    kind = os.environ.get("LBBENCH_SESSION_STORE", "memory")
    if kind == "redis":
        return Redis(os.environ["LBBENCH_REDIS_URL"], os.environ.get("LBBENCH_REDIS_PREFIX", "lbbench:session:"))
    if kind == "signed-cookie":
        return SignedCookie()
    return Memory()


class StoreClock:
    """How long the store took for this request, ms; None where none was asked."""

    def __init__(self, store):
        self._store = store
        self.ms = None

    def __enter__(self):
        self._began = time.monotonic()
        return self._store

    def __exit__(self, *_):
        if self._store.asks_store:
            self.ms = (self.ms or 0.0) + (time.monotonic() - self._began) * 1000
