/* nginx's consistent hash over the names b0, b1, ...: src/strategies/hash/hash-ring.ts, and the addresses of src/model/clients.ts. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct ring {
  uint64_t *points; /* hash in the upper half, backend in the lower */
  uint32_t *begins; /* the first point of each of as many equal parts of the circle */
  uint32_t size;
  int shift;
};

static uint32_t crc_table[256];

static void fill_crc_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t value = byte;
    for (int bit = 0; bit < 8; bit++) value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
    crc_table[byte] = value;
  }
}

static inline uint32_t crc_byte(uint32_t state, uint32_t byte) { return crc_table[(state ^ byte) & 255] ^ state >> 8; }

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static struct ring hash_ring(uint32_t backends) {
  fill_crc_table();
  uint32_t total = 160 * backends, bits = 1;
  uint64_t *points = malloc(8 * (size_t)total);
  for (uint32_t backend = 0, point = 0; backend < backends; backend++) {
    char name[16];
    uint32_t base = 0xffffffff, hash = 0;
    snprintf(name, sizeof name, "b%u", backend);
    for (char *c = name; *c != 0; c++) base = crc_byte(base, (unsigned char)*c);
    base = crc_byte(base, 0);
    for (int i = 0; i < 160; i++) {
      uint32_t state = base;
      for (int byte = 0; byte < 4; byte++) state = crc_byte(state, hash >> 8 * byte);
      hash = ~state;
      points[point++] = (uint64_t)hash << 32 | backend;
    }
  }
  qsort(points, total, 8, by_value);
  struct ring ring = {.points = points};
  for (uint32_t i = 0; i < total; i++)
    if (ring.size == 0 || points[ring.size - 1] >> 32 != points[i] >> 32) points[ring.size++] = points[i];
  while (1u << bits < ring.size) bits++;
  ring.shift = 32 - (int)bits;
  ring.begins = malloc(4 * ((size_t)1 << bits));
  for (uint32_t part = 0, point = 0; part < 1u << bits; part++) {
    while (point < ring.size && points[point] >> 32 >> ring.shift < part) point++;
    ring.begins[part] = point;
  }
  return ring;
}

static inline uint32_t ring_owner(const struct ring *ring, uint32_t hash) {
  uint32_t point = ring->begins[hash >> ring->shift];
  while (point < ring->size && ring->points[point] >> 32 < hash) point++;
  return (uint32_t)ring->points[point == ring->size ? 0 : point];
}

static inline uint32_t crc_octet(uint32_t state, uint32_t octet) {
  if (octet >= 100) state = crc_byte(state, '0' + octet / 100);
  if (octet >= 10) state = crc_byte(state, '0' + octet / 10 % 10);
  return crc_byte(state, '0' + octet % 10);
}

/* CRC-32 of the text "10.a.b.c" that is the client's address. */
static inline uint32_t address_hash(uint32_t client) {
  uint32_t x = client % 65536, state = 0xffffffff;
  x ^= x >> 8;
  x = x * 0x88b5u & 0xffff;
  x ^= x >> 7;
  x = x * 0xdb2du & 0xffff;
  x ^= x >> 9;
  state = crc_octet(state, 10);
  state = crc_octet(crc_byte(state, '.'), x >> 8);
  state = crc_octet(crc_byte(state, '.'), x & 255);
  return ~crc_octet(crc_byte(state, '.'), client / 65536 + 1);
}
