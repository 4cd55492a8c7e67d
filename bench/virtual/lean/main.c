/*
 * The model of the bench as a C programmer would write it for speed, on the streams of chance of lbbench, so that the results
 * are the same bits. Usage: lean STRATEGY BACKENDS RATE_PER_SECOND DURATION_MS MEAN_MS CLIENTS SEED; prints JSON.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "departures.h"
#include "strategies.h"

enum { block_rows = 1024, bucket_bits = 10, bucket_offset = (1023 - 10) << bucket_bits, bucket_count = 36 << bucket_bits };

struct request {
  double due_ms, demand;
  int32_t client, next;
};

struct backend {
  int32_t first, last; /* first of those here is served */
  uint32_t answered;
  double start_ms, busy_ms;
};

static struct model {
  int32_t backends;
  double mean_ms;
  struct backend *backend;
  struct request *request;
  int32_t free_request, requests, room;
  struct departures busy;
} m;

static struct tally {
  uint64_t requests, stayed, moved;
  double sum_ms, max_ms;
  uint32_t histogram[bucket_count];
  int32_t *last_backend;
} t;

static inline double service_ms(double demand) { return -m.mean_ms * natural_log(1 - demand); }

static inline void record(int32_t client, int32_t b, double latency_ms) {
  int32_t bucket = (int32_t)(bits_of(latency_ms) >> (52 - bucket_bits)) - bucket_offset;
  t.histogram[bucket < 0 ? 0 : bucket < bucket_count ? bucket : bucket_count - 1]++;
  t.requests++;
  t.sum_ms += latency_ms;
  if (latency_ms > t.max_ms) t.max_ms = latency_ms;
  int32_t last = t.last_backend[client];
  if (last == b + 1) t.stayed++;
  else if (last != 0) t.moved++;
  t.last_backend[client] = b + 1;
}

ALWAYS void depart(enum strategy strategy) {
  double now_ms = m.busy.heap[0].end_ms;
  int32_t b = (int32_t)m.busy.heap[0].backend;
  struct backend *backend = &m.backend[b];
  int32_t slot = backend->first;
  struct request *request = &m.request[slot];
  backend->busy_ms += now_ms - backend->start_ms;
  backend->answered++;
  if (request->next == nobody) {
    backend->first = nobody;
    pop(&m.busy);
  } else {
    backend->first = request->next;
    backend->start_ms = now_ms;
    replace_top(&m.busy, (uint32_t)b, now_ms + service_ms(m.request[request->next].demand));
  }
  double latency_ms = now_ms - request->due_ms;
  answered(strategy, b, latency_ms, now_ms);
  record(request->client, b, latency_ms);
  request->next = m.free_request;
  m.free_request = slot;
}

static inline int32_t take_slot(void) {
  int32_t slot = m.free_request;
  if (slot != nobody) {
    m.free_request = m.request[slot].next;
    return slot;
  }
  if (m.requests == m.room) m.request = realloc(m.request, sizeof *m.request * (size_t)(m.room = 2 * m.room + 64));
  return m.requests++;
}

ALWAYS void arrive(enum strategy strategy, double now_ms, double demand, int32_t client) {
  while (m.busy.heap[0].end_ms <= now_ms) depart(strategy);
  int32_t b = pick(strategy, client, now_ms);
  sent(strategy, b);
  int32_t slot = take_slot();
  m.request[slot] = (struct request){now_ms, demand, client, nobody};
  struct backend *backend = &m.backend[b];
  if (backend->first == nobody) {
    backend->first = slot;
    backend->start_ms = now_ms;
    push(&m.busy, (uint32_t)b, now_ms + service_ms(demand));
  } else {
    m.request[backend->last].next = slot;
  }
  backend->last = slot;
}

struct plan {
  double gap_ms, duration_ms;
  uint64_t seed;
  int32_t clients;
};

/* A block of arrivals at a time: three streams of chance side by side keep the processor busier than one after another. */
ALWAYS void simulate(enum strategy strategy, struct plan plan) {
  static double due_ms[block_rows], demand[block_rows];
  static int32_t client[block_rows];
  struct random arrivals = random_stream(plan.seed, "arrivals"), demands = random_stream(plan.seed, "demand"),
                clients = random_stream(plan.seed, "client");
  double now_ms = 0;
  for (int size = block_rows; size == block_rows;) {
    for (int i = 0; i < block_rows; i++) {
      due_ms[i] = next_unit(&arrivals);
      demand[i] = next_unit(&demands);
      client[i] = (int32_t)(next_unit(&clients) * plan.clients);
    }
    for (size = 0; size < block_rows; size++) {
      now_ms -= plan.gap_ms * natural_log(1 - due_ms[size]);
      if (!(now_ms < plan.duration_ms)) break;
      due_ms[size] = now_ms;
    }
    for (int i = 0; i < size; i++) arrive(strategy, due_ms[i], demand[i], client[i]);
  }
  while (m.busy.size > 0) depart(strategy);
}

/* One copy of the whole loop a strategy. */
static void run(enum strategy strategy, struct plan plan) {
  switch (strategy) {
    case rr: simulate(rr, plan); break;
    case random_choice: simulate(random_choice, plan); break;
    case p2c: simulate(p2c, plan); break;
    case lc: simulate(lc, plan); break;
    case lc_random: simulate(lc_random, plan); break;
    case ewma: simulate(ewma, plan); break;
    case chash: simulate(chash, plan); break;
  }
}

static void prepare(enum strategy strategy, struct plan plan) {
  size_t n = (size_t)m.backends;
  m.backend = calloc(n, sizeof *m.backend);
  for (size_t b = 0; b < n; b++) m.backend[b].first = nobody;
  m.free_request = nobody;
  m.busy = no_departures((uint32_t)n);
  t.last_backend = calloc((size_t)plan.clients, sizeof *t.last_backend);
  prepare_balancer(strategy, m.backends, plan.seed);
}

static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* FNV-1a over whole numbers, as measure.js. */
static uint32_t checksum(void) {
  uint32_t hash = 0x811c9dc5u;
  for (int i = 0; i < bucket_count; i++) hash = (hash ^ t.histogram[i]) * 0x01000193u;
  for (int32_t b = 0; b < m.backends; b++) hash = (hash ^ m.backend[b].answered) * 0x01000193u;
  return hash;
}

static enum strategy strategy_named(const char *name) {
  for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
    if (strcmp(names[i], name) == 0) return (enum strategy)i;
  fprintf(stderr, "lean: unknown strategy \"%s\"\n", name);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 8) {
    fputs("usage: lean STRATEGY BACKENDS RATE_PER_SECOND DURATION_MS MEAN_MS CLIENTS SEED\n", stderr);
    return 2;
  }
  enum strategy strategy = strategy_named(argv[1]);
  m.backends = atoi(argv[2]);
  m.mean_ms = atof(argv[5]);
  struct plan plan = {1000 / atof(argv[3]), atof(argv[4]), strtoull(argv[7], NULL, 10), atoi(argv[6])};
  prepare(strategy, plan);
  double before = cpu_ms();
  run(strategy, plan);
  double after = cpu_ms();
  double busy_ms = 0;
  for (int32_t b = 0; b < m.backends; b++) busy_ms += m.backend[b].busy_ms;
  printf("{\"cpuMs\": %.3f, \"requests\": %llu, \"sumMs\": %.17g, \"maxMs\": %.17g, ", after - before,
         (unsigned long long)t.requests, t.sum_ms, t.max_ms);
  printf("\"busyMs\": %.17g, \"stayed\": %llu, \"moved\": %llu, \"checksum\": %u}\n", busy_ms,
         (unsigned long long)t.stayed, (unsigned long long)t.moved, checksum());
  return 0;
}
