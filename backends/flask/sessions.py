"""Who is logged in: kept in this process, in Redis, or in a cookie that is signed and needs no store."""

import os
import secrets
import time

from flask import request, session

# A cookie of this name, whatever the store.
COOKIE = "session"
# Long after any run.
LIFETIME_SECONDS = 3600


class Memory:
    """In this very process: lost when the process ends, unknown to every other, the other workers of this server too."""

    asks_store = False

    def __init__(self):
        self._users = {}

    def begin(self, response):
        key = secrets.token_urlsafe(16)
        self._users[key] = "logged in"
        response.set_cookie(COOKIE, key, httponly=True)

    def is_known(self):
        return request.cookies.get(COOKIE) in self._users


class Redis:
    """In one Redis for all backends: survives any of them."""

    asks_store = True

    def __init__(self, url):
        import redis  # python3-redis, only needed here

        # Connects at the first command, so that each worker process has a connection of its own.
        self._redis = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)

    def begin(self, response):
        key = secrets.token_urlsafe(16)
        self._redis.set("lbbench:session:" + key, "logged in", ex=LIFETIME_SECONDS)
        response.set_cookie(COOKIE, key, httponly=True)

    def is_known(self):
        key = request.cookies.get(COOKIE)
        return key is not None and self._redis.get("lbbench:session:" + key) is not None


class SignedCookie:
    """Flask's own session: the cookie holds it, signed with a secret that all backends share."""

    asks_store = False

    def begin(self, response):
        session["user"] = secrets.token_urlsafe(16)

    def is_known(self):
        return "user" in session


def store_from_environment():
    kind = os.environ.get("LBBENCH_SESSION_STORE", "memory")
    if kind == "redis":
        return Redis(os.environ["LBBENCH_REDIS_URL"])
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
