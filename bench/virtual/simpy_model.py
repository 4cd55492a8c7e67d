"""The model of the bench in SimPy 2 (what Debian calls python3-simpy), a process a request, as its manual teaches.

Usage: simpy_model.py STRATEGY BACKENDS RATE_PER_SECOND DURATION_MS MEAN_MS CLIENTS SEED; prints JSON.
"""

import json
import sys
import time
from math import frexp, sqrt
from random import Random

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

strategy, backends, rate, duration_ms, mean_ms, clients, seed = sys.argv[1:]
backends, rate, duration_ms, mean_ms, clients = int(backends), float(rate), float(duration_ms), float(mean_ms), int(clients)
chance = Random(int(seed))
uniform, exponential = chance.random, chance.expovariate


class RoundRobin:
    def __init__(self):
        self.turn = -1

    def pick(self):
        self.turn = (self.turn + 1) % backends
        return self.turn

    def answered(self, backend):
        pass


class TwoChoices:
    def __init__(self):
        self.in_flight = [0] * backends

    def pick(self):
        a = b = int(uniform() * backends)
        while a == b:
            b = int(uniform() * backends)
        chosen = b if self.in_flight[b] <= self.in_flight[a] else a
        self.in_flight[chosen] += 1
        return chosen

    def answered(self, backend):
        self.in_flight[backend] -= 1


class LeastConnections:
    """All backends sorted by requests in flight, so that a pick and a change of one are O(1); ties at random."""

    def __init__(self):
        self.in_flight = [0] * backends
        self.sorted = list(range(backends))
        self.place = list(range(backends))
        self.begin = [0, backends]
        self.least = 0

    def pick(self):
        begin = self.begin
        while begin[self.least] == begin[self.least + 1]:
            self.least += 1
        first, end = begin[self.least], begin[self.least + 1]
        backend = self.sorted[first + int(uniform() * (end - first))]
        load = self.in_flight[backend]
        self.in_flight[backend] = load + 1
        if load + 2 == len(begin):
            begin.append(backends)
        begin[load + 1] -= 1
        self.move(backend, begin[load + 1])
        return backend

    def answered(self, backend):
        load = self.in_flight[backend]
        self.in_flight[backend] = load - 1
        self.move(backend, self.begin[load])
        self.begin[load] += 1
        if load - 1 < self.least:
            self.least = load - 1

    def move(self, backend, to):
        other, place = self.sorted[to], self.place[backend]
        self.sorted[place], self.place[other] = other, place
        self.sorted[to], self.place[backend] = backend, to


class Tally:
    def __init__(self):
        self.histogram = {}
        self.answered = [0] * backends
        self.by_client = [0] * clients
        self.size, self.sum_ms, self.max_ms = 0, 0.0, 0.0
        self.batch_means, self.batch_sum, self.batch_size = [], 0.0, max(1, int(rate * duration_ms / 1000 / 20))

    def record(self, client, backend, latency_ms):
        fraction, exponent = frexp(latency_ms)
        bucket = exponent * 1024 + int((fraction - 0.5) * 2048)
        self.histogram[bucket] = self.histogram.get(bucket, 0) + 1
        self.answered[backend] += 1
        self.by_client[client] = backend
        self.size += 1
        self.sum_ms += latency_ms
        self.batch_sum += latency_ms
        if latency_ms > self.max_ms:
            self.max_ms = latency_ms
        if self.size % self.batch_size == 0:
            self.batch_means.append(self.batch_sum / self.batch_size)
            self.batch_sum = 0.0

    def standard_error_ms(self):
        n = len(self.batch_means)
        mean = sum(self.batch_means) / n
        return sqrt(sum((x - mean) ** 2 for x in self.batch_means) / (n - 1) / n)


def prepared(balancer, tally):
    simulation = Simulation()
    servers = [Resource(capacity=1, sim=simulation) for _ in range(backends)]

    class Request(Process):
        def visit(self):
            client = int(uniform() * clients)
            backend = balancer.pick()
            due_ms = simulation.now()
            yield request, self, servers[backend]
            yield hold, self, exponential(1 / mean_ms)
            yield release, self, servers[backend]
            balancer.answered(backend)
            tally.record(client, backend, simulation.now() - due_ms)

    class Source(Process):
        def generate(self):
            gap = rate / 1000
            yield hold, self, exponential(gap)
            while simulation.now() < duration_ms:
                visitor = Request(sim=simulation)
                simulation.activate(visitor, visitor.visit())
                yield hold, self, exponential(gap)

    source = Source(sim=simulation)
    simulation.activate(source, source.generate())
    return lambda: simulation.simulate(until=1e300)


tally = Tally()
run = prepared({"rr": RoundRobin, "p2c": TwoChoices, "lc": LeastConnections}[strategy](), tally)
before = time.process_time()
run()
cpu_ms = (time.process_time() - before) * 1000
print(
    json.dumps(
        {
            "cpuMs": cpu_ms,
            "requests": tally.size,
            "sumMs": tally.sum_ms,
            "maxMs": tally.max_ms,
            "standardErrorMs": tally.standard_error_ms(),
        }
    )
)
