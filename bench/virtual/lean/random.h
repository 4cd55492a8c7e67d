/* The streams of src/model/random.ts: xoroshiro128+ (Blackman and Vigna, 2018), of each step the lower 32 bits. */
#include <stdint.h>

struct random {
  uint64_t s0, s1;
};

static uint32_t avalanche(uint32_t h) {
  h = (h ^ h >> 16) * 0x85ebca6bu;
  h = (h ^ h >> 13) * 0xc2b2ae35u;
  return h ^ h >> 16;
}

static struct random random_stream(uint64_t seed, const char *purpose) {
  uint32_t hash = 0x811c9dc5u;
  for (; *purpose != 0; purpose++) hash = (hash ^ (unsigned char)*purpose) * 0x01000193u;
  uint32_t first = avalanche(avalanche(hash ^ (uint32_t)seed) ^ (uint32_t)(seed >> 32));
  uint64_t s0 = (uint64_t)first << 32 | avalanche(first + 1);
  return (struct random){s0, (uint64_t)avalanche(first + 2) << 32 | (avalanche(first + 3) | 1)};
}

static inline uint64_t rotated(uint64_t x, int by) { return x << by | x >> (64 - by); }

static inline uint32_t next_bits(struct random *random) {
  uint64_t s0 = random->s0, a = s0 ^ random->s1;
  uint32_t bits = (uint32_t)(s0 + random->s1);
  random->s0 = rotated(s0, 24) ^ a ^ a << 16;
  random->s1 = rotated(a, 37);
  return bits;
}

/* Uniform in [0, 1), 53 bits. */
static inline double next_unit(struct random *random) {
  uint64_t high = next_bits(random) >> 5;
  return (double)(high << 26 | next_bits(random) >> 6) * 0x1p-53;
}

/* Uniform whole number in [0, n). */
static inline uint32_t below(struct random *random, uint32_t n) {
  if (n <= 65536) return (uint32_t)((uint64_t)next_bits(random) * n >> 32);
  return (uint32_t)(next_unit(random) * n);
}
