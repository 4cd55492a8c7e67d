/** 32 buckets an octave: none is wider than 1/32 of its lower edge, so its middle is right to 1.6 %. */
const bucketBits = 5
const lowestExponent = -10
const highestExponent = 26
const size = (highestExponent - lowestExponent) << bucketBits
/** See `Histogram`: what is left of a double's high word is its bucket. */
const offset = (1023 + lowestExponent) << bucketBits

const word = new Float64Array(1)
const halves = new Uint32Array(word.buffer)

/**
 * A `Histogram` of 1152 buckets: 9 kB, which a program that must not be disturbed can read from end to end without
 * emptying its caches. For values from 2^-10 to 2^26.
 */
export class CoarseHistogram {
  readonly #counts = new Float64Array(size)
  count = 0

  /** @param value at least 0 */
  record(value: number): void {
    word[0] = value
    const bucket = (halves[1]! >>> (20 - bucketBits)) - offset
    this.#counts[Math.min(size - 1, Math.max(0, bucket))]!++
    this.count++
  }

  /** The middle of the bucket in which the p-quantile lies; NaN of no values. */
  quantile(p: number): number {
    if (this.count === 0) return Number.NaN
    const rank = Math.floor((this.count - 1) * p)
    let bucket = 0
    let below = 0
    while (below + this.#counts[bucket]! <= rank) below += this.#counts[bucket++]!
    return (lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2
  }
}

function lowerEdge(bucket: number): number {
  if (bucket === 0) return 0
  halves[1] = (bucket + offset) << (20 - bucketBits)
  halves[0] = 0
  return word[0]!
}
