/** 1024 buckets an octave: none is wider than 1/1024 of its lower edge, so a value known by its bucket is right to 0.1 %. */
const bucketBits = 10
const lowestExponent = -10
const highestExponent = 26
const size = (highestExponent - lowestExponent) << bucketBits
/** The high word of a double holds its exponent and 20 bits of its fraction: dropping ten of them leaves the bucket. */
const offset = (1023 + lowestExponent) << bucketBits

/** A histogram as plain columns: it can be posted to another thread, and two of them can be merged. */
export interface HistogramData {
  /** How many values fell into each bucket: 36,864 of them. */
  readonly counts: Float64Array
  count: number
  sum: number
  min: number
  max: number
}

const word = new Float64Array(1)
/** Little-endian, as every machine is that Node runs on. */
const halves = new Uint32Array(word.buffer)

/**
 * Counts values without keeping them: memory stays at 300 kB however many there are. Log-linear buckets (HdrHistogram's
 * idea) taken from the bits of the double, so that every machine gives the same bits. Values from 2^-10 to 2^26 (in ms: a
 * microsecond to 18 hours) are told apart; what lies outside counts in the first or last bucket. Count, sum, minimum and
 * maximum are exact.
 */
export class Histogram implements HistogramData {
  readonly counts: Float64Array
  // Numbers from the beginning: a field that was undefined once makes V8 allocate every double that is put there.
  count = 0
  sum = 0
  min = Infinity
  max = -Infinity

  /** @param data whose counts are taken over, not copied: to read a tally costs nothing */
  constructor(data?: HistogramData) {
    this.counts = data?.counts ?? new Float64Array(size)
    if (data === undefined) return
    this.count = data.count
    this.sum = data.sum
    this.min = data.min
    this.max = data.max
  }

  /** @param value at least 0 */
  record(value: number): void {
    word[0] = value
    const bucket = (halves[1]! >>> (20 - bucketBits)) - offset
    this.counts[bucket < 0 ? 0 : bucket < size ? bucket : size - 1]!++
    this.count++
    this.sum += value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  /** Adds the values of another. */
  merge(other: HistogramData): void {
    for (let bucket = 0; bucket < size; bucket++) this.counts[bucket]! += other.counts[bucket]!
    this.count += other.count
    this.sum += other.sum
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  /** NaN of no values. */
  get mean(): number {
    return this.sum / this.count
  }

  /**
   * The p-quantile as `quantile` in quantile.ts counts it, by linear interpolation between the closest ranks; each rank's
   * value lies in its true bucket, so within 0.1 %. Of values evenly spread in their buckets (millions of a smooth
   * distribution) far closer. NaN of no values.
   */
  quantile(p: number): number {
    if (this.count === 0) return Number.NaN
    const rank = (this.count - 1) * p
    const below = this.atRank(Math.floor(rank))
    const above = this.atRank(Math.ceil(rank))
    return below + (above - below) * (rank - Math.floor(rank))
  }

  /** Several quantiles in one pass. @param ps in ascending order */
  quantiles(ps: readonly number[]): number[] {
    if (this.count === 0) return ps.map(() => Number.NaN)
    let bucket = 0
    let before = 0
    return ps.map(p => {
      const rank = (this.count - 1) * p
      const whole = Math.floor(rank)
      while (before + this.counts[bucket]! <= whole) before += this.counts[bucket++]!
      const below = this.atRank(whole, bucket, before)
      const above = this.atRank(Math.ceil(rank), bucket, before)
      return below + (above - below) * (rank - whole)
    })
  }

  /**
   * The value of a whole rank from 0, with the values of a bucket spread evenly over it; looked for from a bucket on that has so
   * many values before it.
   */
  private atRank(rank: number, from = 0, before = 0): number {
    let bucket = from
    let below = before
    while (below + this.counts[bucket]! <= rank) below += this.counts[bucket++]!
    const within = (rank - below + 0.5) / this.counts[bucket]!
    const value = lowerEdge(bucket) + (lowerEdge(bucket + 1) - lowerEdge(bucket)) * within
    return Math.min(this.max, Math.max(this.min, value))
  }
}

/** Where a bucket begins: the double whose leading bits are the bucket, so exact. The first one begins at 0. */
function lowerEdge(bucket: number): number {
  if (bucket === 0) return 0
  halves[1] = (bucket + offset) << (20 - bucketBits)
  halves[0] = 0
  return word[0]!
}
