/** 64 buckets an octave: none is wider than 1/64 of its lower edge. */
const bucketBits = 6
const lowestExponent = -10
const highestExponent = 26
const width = (highestExponent - lowestExponent) << bucketBits
const offset = (1023 + lowestExponent) << bucketBits

const word = new Float64Array(1)
/** Little-endian, as every machine is that Node runs on. */
const halves = new Uint32Array(word.buffer)

/**
 * A small histogram a row, for rows of which nobody wants more than a point in a picture: 9 kB each, quantiles right to 1.6 %. Buckets
 * as in `Histogram`, sixteen of those in one; same bits on every machine.
 */
export class HistogramRows {
  readonly #counts: Uint32Array
  readonly #totals: Float64Array
  readonly #min: Float64Array
  readonly #max: Float64Array

  constructor(rows: number) {
    this.#counts = new Uint32Array(rows * width)
    this.#totals = new Float64Array(rows)
    this.#min = new Float64Array(rows).fill(Infinity)
    this.#max = new Float64Array(rows)
  }

  /** @param value at least 0 */
  record(row: number, value: number): void {
    word[0] = value
    const bucket = (halves[1]! >>> (20 - bucketBits)) - offset
    this.#counts[row * width + (bucket < 0 ? 0 : bucket < width ? bucket : width - 1)]!++
    this.#totals[row]!++
    if (value < this.#min[row]!) this.#min[row] = value
    if (value > this.#max[row]!) this.#max[row] = value
  }

  /** Values of a row. */
  count(row: number): number {
    return this.#totals[row]!
  }

  /** As `quantile` in quantile.ts counts it, by linear interpolation between the closest ranks; NaN of no values. */
  quantile(row: number, p: number): number {
    if (this.#totals[row] === 0) return Number.NaN
    const rank = (this.#totals[row]! - 1) * p
    const below = this.#atRank(row, Math.floor(rank))
    const above = this.#atRank(row, Math.ceil(rank))
    return below + (above - below) * (rank - Math.floor(rank))
  }

  /** The value of a whole rank from 0, with the values of a bucket spread evenly over it. */
  #atRank(row: number, rank: number): number {
    const from = row * width
    let bucket = 0
    let below = 0
    while (below + this.#counts[from + bucket]! <= rank) below += this.#counts[from + bucket++]!
    const within = (rank - below + 0.5) / this.#counts[from + bucket]!
    const value = lowerEdge(bucket) + (lowerEdge(bucket + 1) - lowerEdge(bucket)) * within
    return Math.min(this.#max[row]!, Math.max(this.#min[row]!, value))
  }
}

/** Where a bucket begins; the first one begins at 0. */
function lowerEdge(bucket: number): number {
  if (bucket === 0) return 0
  halves[1] = (bucket + offset) << (20 - bucketBits)
  halves[0] = 0
  return word[0]!
}
