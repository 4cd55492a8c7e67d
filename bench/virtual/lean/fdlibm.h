/*
 * Logarithm and exponential as V8 computes them: ports of fdlibm's e_log.c and e_exp.c (Sun Microsystems, 1993), for finite
 * arguments without overflow. The C library's own differ in the last bit now and then, and then the results would.
 * Compile with -ffp-contract=off: a fused multiplication and addition rounds once instead of twice.
 */
#include <stdint.h>
#include <string.h>

static inline uint64_t bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  return bits;
}

static inline double from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, 8);
  return x;
}

static const double ln2_hi = 6.93147180369123816490e-01, ln2_lo = 1.90821492927058770002e-10;

/* x is normal and positive. */
static inline double fd_log(double x) {
  const double Lg1 = 6.666666666666735130e-01, Lg2 = 3.999999999940941908e-01, Lg3 = 2.857142874366239149e-01,
               Lg4 = 2.222219843214978396e-01, Lg5 = 1.818357216161805012e-01, Lg6 = 1.531383769920937332e-01,
               Lg7 = 1.479819860511658591e-01;
  uint64_t bits = bits_of(x);
  int32_t high = (int32_t)(bits >> 32);
  int32_t k = (high >> 20) - 1023;
  high &= 0x000fffff;
  int32_t carry = (high + 0x95f64) & 0x100000;
  k += carry >> 20;
  double f = from_bits((uint64_t)(uint32_t)(high | (carry ^ 0x3ff00000)) << 32 | (uint32_t)bits) - 1.0;
  double dk = k;
  if ((0x000fffff & (2 + high)) < 3) {
    if (f == 0) return k == 0 ? 0 : dk * ln2_hi + dk * ln2_lo;
    double R = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - R : dk * ln2_hi - ((R - dk * ln2_lo) - f);
  }
  double s = f / (2.0 + f);
  double z = s * s;
  double w = z * z;
  double t1 = w * (Lg2 + w * (Lg4 + w * Lg6));
  double t2 = z * (Lg1 + w * (Lg3 + w * (Lg5 + w * Lg7)));
  double R = t2 + t1;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    double hfsq = 0.5 * f * f;
    return k == 0 ? f - (hfsq - s * (hfsq + R)) : dk * ln2_hi - ((hfsq - (s * (hfsq + R) + dk * ln2_lo)) - f);
  }
  return k == 0 ? f - s * (f - R) : dk * ln2_hi - ((s * (f - R) - dk * ln2_lo) - f);
}

/* x is at most 0. */
static inline double fd_exp(double x) {
  const double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03, P3 = 6.61375632143793436117e-05,
               P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08, ln2_inverse = 1.44269504088896338700e+00;
  uint32_t high = (uint32_t)(bits_of(x) >> 32) & 0x7fffffff;
  double hi = 0, lo = 0;
  int32_t k = 0;
  if (x < -7.45133219101941108420e+02) return 0;
  if (high > 0x3fd62e42) {
    if (high < 0x3ff0a2b2) {
      hi = x + ln2_hi;
      lo = -ln2_lo;
      k = -1;
    } else {
      k = (int32_t)(ln2_inverse * x - 0.5);
      hi = x - k * ln2_hi;
      lo = k * ln2_lo;
    }
    x = hi - lo;
  } else if (high < 0x3e300000) {
    return 1.0 + x;
  }
  double t = x * x;
  double c = x - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k == 0) return 1.0 - ((x * c) / (c - 2.0) - x);
  double y = 1.0 - ((lo - (x * c) / (2.0 - c)) - hi);
  if (k >= -1021) return y * from_bits((uint64_t)(uint32_t)(0x3ff00000 + k * (1 << 20)) << 32);
  return y * from_bits((uint64_t)(uint32_t)(0x3ff00000 + (k + 1000) * (1 << 20)) << 32) * 9.33263618503218878990e-302;
}

/* -DLIBM: what the C library's functions would make of the speed. */
#ifdef LIBM
#include <math.h>
#define natural_log log
#define natural_exp exp
#else
#define natural_log fd_log
#define natural_exp fd_exp
#endif
