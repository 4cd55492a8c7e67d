/*
 * Backends by their requests in flight, in two ways.
 *
 * `levels`: ties are broken by nginx's smooth round robin among the tied, pick for pick as src/strategies/load/least-loaded-index.ts
 * does. A level is credited as one: a backend's key is what the level had been given when the backend was worth nothing.
 * Who was served last stands behind nearly everybody, so most stand in a sorted line, and the rest in a heap.
 *
 * `buckets`: ties are broken at random. All backends in one array, sorted by load; a load that changes by one is one swap.
 */
#include <stdint.h>
#include <stdlib.h>

enum { nobody = -1, in_line = -1 };

struct level {
  int64_t given;
  int32_t head, tail, size;
  int32_t heap_size, heap_room;
  int32_t *heap;
};

struct levels {
  struct level *level;
  int32_t count, least;
  int64_t *key;
  int32_t *place, *next, *previous;
};

static inline int before(const struct levels *l, int32_t a, int32_t b) {
  return l->key[a] < l->key[b] || (l->key[a] == l->key[b] && a < b);
}

static void heap_put(struct levels *l, struct level *level, int32_t at, int32_t backend) {
  level->heap[at] = backend;
  l->place[backend] = at;
}

static void heap_rise(struct levels *l, struct level *level, int32_t at, int32_t backend) {
  for (int32_t parent; at > 0 && before(l, backend, level->heap[parent = (at - 1) / 2]); at = parent)
    heap_put(l, level, at, level->heap[parent]);
  heap_put(l, level, at, backend);
}

static void heap_add(struct levels *l, struct level *level, int32_t backend) {
  if (level->heap_size == level->heap_room) {
    level->heap_room = level->heap_room == 0 ? 16 : 2 * level->heap_room;
    level->heap = realloc(level->heap, sizeof *level->heap * (size_t)level->heap_room);
  }
  heap_rise(l, level, level->heap_size++, backend);
}

static void heap_remove(struct levels *l, struct level *level, int32_t backend) {
  int32_t at = l->place[backend], moved = level->heap[--level->heap_size];
  if (moved == backend) return;
  for (int32_t child = 2 * at + 1; child < level->heap_size; child = 2 * at + 1) {
    if (child + 1 < level->heap_size && before(l, level->heap[child + 1], level->heap[child])) child++;
    if (before(l, moved, level->heap[child])) break;
    heap_put(l, level, at, level->heap[child]);
    at = child;
  }
  heap_rise(l, level, at, moved);
}

static struct level *level_at(struct levels *l, int32_t load) {
  while (l->count <= load) {
    l->level = realloc(l->level, sizeof *l->level * (size_t)(l->count + 16));
    for (int32_t i = 0; i < 16; i++) l->level[l->count++] = (struct level){.head = nobody, .tail = nobody};
  }
  return &l->level[load];
}

static inline void levels_add(struct levels *l, int32_t backend, int32_t load, int64_t value) {
  struct level *level = level_at(l, load);
  int32_t tail = level->tail;
  if (load < l->least) l->least = load;
  level->size++;
  l->key[backend] = level->given - value;
  if (tail != nobody && before(l, backend, tail)) {
    heap_add(l, level, backend);
    return;
  }
  l->place[backend] = in_line;
  l->next[backend] = nobody;
  l->previous[backend] = tail;
  if (tail == nobody) level->head = backend;
  else l->next[tail] = backend;
  level->tail = backend;
}

/* Returns what the backend is worth: how much it is ahead of its turn. */
static inline int64_t levels_remove(struct levels *l, int32_t backend, int32_t load) {
  struct level *level = &l->level[load];
  level->size--;
  if (l->place[backend] == in_line) {
    int32_t previous = l->previous[backend], next = l->next[backend];
    if (previous == nobody) level->head = next;
    else l->next[previous] = next;
    if (next == nobody) level->tail = previous;
    else l->previous[next] = previous;
  } else {
    heap_remove(l, level, backend);
  }
  return level->given - l->key[backend];
}

static struct levels idle_levels(int32_t backends) {
  size_t n = (size_t)backends;
  struct levels l = {.key = malloc(8 * n), .place = malloc(4 * n), .next = malloc(4 * n), .previous = malloc(4 * n)};
  for (int32_t i = 0; i < backends; i++) levels_add(&l, i, 0, 0);
  return l;
}

/* Picks a backend and moves it a level up. */
static inline int32_t levels_pick(struct levels *l) {
  while (l->level[l->least].size == 0) l->least++;
  struct level *level = &l->level[l->least];
  int32_t first = level->head, tied = level->size;
  if (level->heap_size > 0 && (first == nobody || before(l, level->heap[0], first))) first = level->heap[0];
  int64_t charge = 0;
  if (tied > 1) {
    level->given++;
    charge = tied;
  }
  int32_t load = l->least;
  levels_add(l, first, load + 1, levels_remove(l, first, load) - charge);
  return first;
}

struct buckets {
  int32_t *sorted, *place, *begin; /* where each load begins among the sorted; one entry more than the highest load */
  int32_t least, most, room;
};

static struct buckets idle_buckets(int32_t backends) {
  size_t n = (size_t)backends;
  struct buckets b = {.sorted = malloc(4 * n), .place = malloc(4 * n), .begin = malloc(4 * 64), .room = 64};
  for (int32_t i = 0; i < backends; i++) b.sorted[i] = b.place[i] = i;
  b.begin[0] = 0;
  b.begin[1] = backends;
  return b;
}

static inline void buckets_swap(struct buckets *b, int32_t backend, int32_t place) {
  int32_t other = b->sorted[place], from = b->place[backend];
  b->sorted[from] = other;
  b->place[other] = from;
  b->sorted[place] = backend;
  b->place[backend] = place;
}

static inline int32_t buckets_least(struct buckets *b, int32_t *count) {
  while (b->begin[b->least + 1] == b->begin[b->least]) b->least++;
  *count = b->begin[b->least + 1] - b->begin[b->least];
  return b->begin[b->least];
}

static inline void buckets_up(struct buckets *b, int32_t backend, int32_t load) {
  if (load == b->most) {
    if (b->most + 3 > b->room) b->begin = realloc(b->begin, 4 * (size_t)(b->room *= 2));
    b->most++;
    b->begin[b->most + 1] = b->begin[b->most];
  }
  buckets_swap(b, backend, --b->begin[load + 1]);
}

static inline void buckets_down(struct buckets *b, int32_t backend, int32_t load) {
  buckets_swap(b, backend, b->begin[load]++);
  if (load - 1 < b->least) b->least = load - 1;
}
