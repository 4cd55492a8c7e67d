/* The strategies, one function a moment of a request's life; `strategy` is a constant wherever they are inlined. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "fdlibm.h"
#include "random.h"
#include "least-loaded.h"
#include "hash-ring.h"

enum strategy { rr, random_choice, p2c, lc, lc_random, ewma, chash };
static const char *const names[] = {"rr", "random", "p2c", "lc", "lc-random", "ewma", "chash"};


/* As in src/strategies/load/lc.ts: in a small pool looking at all is quicker than keeping an index. */
enum { small_pool = 12 };

static const double decay_ms = 10000, penalty = 140737488.355327;

struct estimate {
  double cost_ms, at_ms;
};

static struct balancer {
  int32_t backends;
  int32_t *in_flight;
  struct random chance;
  int32_t turn;
  int64_t *worth; /* of each backend, how far it is ahead of its turn: for small pools */
  struct levels levels;
  struct buckets buckets;
  struct estimate *estimate;
  struct ring ring;
} balancer;

#define ALWAYS static inline __attribute__((always_inline))

/* Peak EWMA, as src/strategies/latency/peak-ewma.ts. */
static inline void observe(int32_t b, double latency_ms, double now_ms) {
  struct estimate *e = &balancer.estimate[b];
  if (latency_ms > e->cost_ms) {
    e->cost_ms = latency_ms;
  } else if (e->cost_ms > 0 && now_ms > e->at_ms) {
    double kept = natural_exp((e->at_ms - now_ms) / decay_ms);
    e->cost_ms = e->cost_ms * kept + latency_ms * (1 - kept);
  }
  if (now_ms > e->at_ms) e->at_ms = now_ms;
}

static inline double load_of(int32_t b, double now_ms) {
  observe(b, 0, now_ms);
  if (balancer.estimate[b].cost_ms == 0) return balancer.in_flight[b] == 0 ? 0 : penalty + balancer.in_flight[b];
  return balancer.estimate[b].cost_ms * (balancer.in_flight[b] + 1);
}

static inline int32_t in_turn(void) {
  int32_t b = balancer.turn;
  balancer.turn = b + 1 == balancer.backends ? 0 : b + 1;
  return b;
}

/* The better of two different ones; after 20 draws in vain the next in turn, as nginx. */
ALWAYS int32_t pick_of_two(enum strategy strategy, double now_ms) {
  int32_t a = (int32_t)below(&balancer.chance, (uint32_t)balancer.backends);
  for (int draw = 0; draw < 20; draw++) {
    int32_t b = (int32_t)below(&balancer.chance, (uint32_t)balancer.backends);
    if (b == a) continue;
    if (strategy == ewma) return load_of(b, now_ms) < load_of(a, now_ms) ? b : a;
    return balancer.in_flight[b] <= balancer.in_flight[a] ? b : a;
  }
  return in_turn();
}

/* Fewest in flight; of equal ones the next in turn. */
static inline int32_t pick_by_scan(void) {
  int32_t least = INT32_MAX, first = 0, tied = 0;
  for (int32_t b = 0; b < balancer.backends; b++) {
    if (balancer.in_flight[b] > least) continue;
    if (balancer.in_flight[b] < least) {
      least = balancer.in_flight[b];
      first = b;
      tied = 0;
    }
    tied++;
  }
  if (tied == 1) return first;
  int32_t best = first;
  balancer.worth[first]++;
  for (int32_t b = first + 1; b < balancer.backends; b++)
    if (balancer.in_flight[b] == least && ++balancer.worth[b] > balancer.worth[best]) best = b;
  balancer.worth[best] -= tied;
  return best;
}

static inline int32_t pick_from_buckets(void) {
  int32_t count, begin = buckets_least(&balancer.buckets, &count);
  return balancer.buckets.sorted[begin + (int32_t)below(&balancer.chance, (uint32_t)count)];
}

ALWAYS int32_t pick(enum strategy strategy, int32_t client, double now_ms) {
  switch (strategy) {
    case rr: return in_turn();
    case random_choice: return (int32_t)below(&balancer.chance, (uint32_t)balancer.backends);
    case p2c:
    case ewma: return pick_of_two(strategy, now_ms);
    case lc: return balancer.backends <= small_pool ? pick_by_scan() : levels_pick(&balancer.levels);
    case lc_random: return pick_from_buckets();
    case chash: return (int32_t)ring_owner(&balancer.ring, address_hash((uint32_t)client));
  }
  abort();
}

ALWAYS void sent(enum strategy strategy, int32_t b) {
  int32_t load = balancer.in_flight[b]++;
  if (strategy == lc_random) buckets_up(&balancer.buckets, b, load);
}

ALWAYS void answered(enum strategy strategy, int32_t b, double latency_ms, double now_ms) {
  int32_t load = balancer.in_flight[b]--;
  if (strategy == lc && balancer.backends > small_pool) levels_add(&balancer.levels, b, load - 1, levels_remove(&balancer.levels, b, load));
  if (strategy == lc_random) buckets_down(&balancer.buckets, b, load);
  if (strategy == ewma) observe(b, latency_ms, now_ms);
}

static void prepare_balancer(enum strategy strategy, int32_t backends, uint64_t seed) {
  size_t n = (size_t)backends;
  balancer.backends = backends;
  balancer.in_flight = calloc(n, sizeof *balancer.in_flight);
  balancer.chance = random_stream(seed, "pick");
  balancer.worth = calloc(n, sizeof *balancer.worth);
  balancer.estimate = calloc(n, sizeof *balancer.estimate);
  for (size_t b = 0; b < n; b++) balancer.estimate[b].at_ms = -INFINITY;
  if (strategy == lc) balancer.levels = idle_levels(backends);
  if (strategy == lc_random) balancer.buckets = idle_buckets(backends);
  if (strategy == chash) balancer.ring = hash_ring((uint32_t)n);
}
