"""Made-up work: a time to wait, of which a share burns CPU."""

import threading
import time

# A new cost counts for an eighth of what is known: a few dozen requests tell, and one odd one does not.
WEIGHT = 1 / 8
# Nothing that is learnt is believed beyond this: a pause of the machine is no cost of a request.
MOST_SECONDS = 0.003


class Worker:
    """
    Keeps the worker busy for as long as a request should hold it.

    A service time is how long a worker is held, so what the server and Flask spend on the request is part of it and not
    added on top. What they spend before the work is done shows on the clock. The rest, from there to the beginning of the
    next request, is known by the CPU the thread used in between (while it waits for a request it uses none), and is
    subtracted; so is how late the kernel usually ends a sleep.

    Only where a thread serves one request after another: `steady`. gevent's greenlets share one thread, and Flask's own
    server starts a thread a request.
    """

    def __init__(self, steady):
        self._steady = steady
        self._thread = threading.local()

    def begin(self):
        """Call first thing in a request; returns the time it began, in seconds of time.monotonic()."""
        began = time.monotonic()
        mine = self._thread
        if self._steady and hasattr(mine, "cpu_when_done"):
            mine.around = smoothed(getattr(mine, "around", 0.0), time.thread_time() - mine.cpu_when_done)
        return began

    def done(self):
        """Call when the work of a request is done: what comes now is its answer, and then the next one."""
        self._thread.cpu_when_done = time.thread_time()

    def elapsed_ms(self, began):
        """Time since `began`, and what the answer and the way to the next request take: for so long the worker is held."""
        return (time.monotonic() - began + getattr(self._thread, "around", 0.0)) * 1000

    def hold(self, began, service_ms, cpu_share):
        """Returns once the request has held this worker for its time; later where its CPU was not to be had."""
        if cpu_share > 0:
            burn(service_ms / 1000 * cpu_share)
        self._sleep_until(began + service_ms / 1000 - getattr(self._thread, "around", 0.0))
        self.done()

    def _sleep_until(self, deadline):
        mine = self._thread
        late = getattr(mine, "late", 0.0)
        aim = deadline - late
        left = aim - time.monotonic()
        if left <= 0:
            return
        time.sleep(left)
        if self._steady:
            mine.late = smoothed(late, time.monotonic() - aim)


def burn(seconds):
    """Uses so much CPU of this thread, in plain Python: it holds the interpreter lock as any Python code does."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        for _ in range(100):
            pass


def smoothed(known, seen):
    return known + WEIGHT * (min(max(seen, 0.0), MOST_SECONDS) - known)
