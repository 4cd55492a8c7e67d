"""Ends a connection without an answer, as a process that is killed or a broken one does. Each server has its own way."""

import errno
import os
import socket
import struct

try:
    import uwsgi  # there only inside uWSGI
except ImportError:
    uwsgi = None

# SO_LINGER on, 0 seconds: close() sends RST and not FIN.
ABORT = struct.pack("ii", 1, 0)


class NoAnswer(Exception):
    """Raised in a view where the client is to get no answer: "reset" (RST) or "close" (FIN)."""

    def __init__(self, how):
        super().__init__(how)
        self.how = how


def without_answer(environ, how):
    """Ends the connection of this request; the server then finds it gone, which it knows how to take."""
    sock = connection_of(environ)
    if how == "reset":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
    else:
        sock.shutdown(socket.SHUT_RDWR)
    if uwsgi is not None:
        sock.close()
        uwsgi.disconnect()
        return []
    if how == "reset":
        # The server has files open on this socket, which would keep it from closing: its number becomes that of another
        # one, whose peer is gone.
        ended, peer = socket.socketpair()
        peer.close()
        os.dup2(ended.fileno(), sock.fileno())
        ended.close()
    # gunicorn and werkzeug take this as "the client went away": no answer, no traceback, the connection is closed.
    raise BrokenPipeError(errno.EPIPE, "the request ends without an answer")


def connection_of(environ):
    if uwsgi is not None:
        return socket.socket(fileno=socket.dup(uwsgi.connection_fd()))
    return environ.get("gunicorn.socket") or environ["werkzeug.socket"]
