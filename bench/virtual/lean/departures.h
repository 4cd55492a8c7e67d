/*
 * Busy backends by the time their request ends, of equal times the one that began first: a binary heap. The hole at the top
 * sinks to a leaf along the earlier children, without a branch that would have to be guessed, and the new entry rises.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct departure {
  double end_ms;
  uint32_t order, backend;
};

struct departures {
  struct departure *heap; /* two children share a line of the cache; behind the last there is one of INFINITY */
  uint32_t size, added;
};

static struct departures no_departures(uint32_t backends) {
  struct departure *room = aligned_alloc(64, (sizeof *room * (backends + 6) + 63) / 64 * 64);
  struct departures d = {room + 3, 0, 0};
  for (uint32_t i = 0; i < backends + 3; i++) d.heap[i].end_ms = INFINITY;
  return d;
}

static inline int precedes(const struct departure *a, const struct departure *b) {
  return a->end_ms < b->end_ms || (a->end_ms == b->end_ms && (int32_t)(a->order - b->order) < 0);
}

static inline void rise(struct departures *d, uint32_t at, struct departure entry) {
  while (at > 0) {
    uint32_t parent = (at - 1) / 2;
    if (!precedes(&entry, &d->heap[parent])) break;
    d->heap[at] = d->heap[parent];
    at = parent;
  }
  d->heap[at] = entry;
}

static inline uint32_t sink_hole(struct departures *d) {
  uint32_t at = 0;
  for (uint32_t child = 1; child < d->size; child = 2 * at + 1) {
    const struct departure *pair = &d->heap[child];
    double left = pair[0].end_ms, right = pair[1].end_ms;
    child += right < left;
    if (__builtin_expect(left == right, 0) && precedes(pair + 1, pair)) child += child == 2 * at + 1;
    d->heap[at] = d->heap[child];
    at = child;
  }
  return at;
}

static inline void push(struct departures *d, uint32_t backend, double end_ms) {
  rise(d, d->size++, (struct departure){end_ms, d->added++, backend});
}

static inline void replace_top(struct departures *d, uint32_t backend, double end_ms) {
  rise(d, sink_hole(d), (struct departure){end_ms, d->added++, backend});
}

static inline void pop(struct departures *d) {
  struct departure last = d->heap[--d->size];
  d->heap[d->size].end_ms = INFINITY;
  if (d->size > 0) rise(d, sink_hole(d), last);
}
