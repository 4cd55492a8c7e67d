/** A continuous-time Markov chain whose moves change a state's level by one, as the edges that lead into each state. */
export interface QueueChain {
  readonly size: number
  /** Queue lengths, longest first, state after state, `backends` numbers each. */
  readonly lengths: Uint8Array
  /** Requests in system. */
  readonly level: Int32Array
  /** Rates out of each state, to the next level and to the one below. */
  readonly up: Float64Array
  readonly down: Float64Array
  /** The edges into state s are entries start[s] .. start[s + 1] - 1 of `from` and `rate`. */
  readonly start: Int32Array
  readonly from: Int32Array
  readonly rate: Float64Array
}

export interface QueueChainSpec {
  readonly backends: number
  readonly cap: number
  /** Arrivals a mean service time. */
  readonly arrivalRate: number
  /** [m]: the probability that an arrival's choices all lie among m given backends. */
  readonly allAmong: ArrayLike<number>
}

/**
 * Backends of one worker with exponential service; an arrival joins the shortest queue of its choices. Backends are alike, so
 * only the sorted lengths matter; they are numbered in lexicographic order: q has the number sum_i C(q[i] + N - 1 - i, N - i).
 */
export function queueChain(spec: QueueChainSpec): QueueChain {
  const { backends, cap } = spec
  const binomial = pascal(backends + cap)
  const size = binomial(backends + cap, backends)
  const chain = {
    size,
    lengths: new Uint8Array(size * backends),
    level: new Int32Array(size),
    up: new Float64Array(size),
    down: new Float64Array(size),
    start: new Int32Array(size + 1),
    from: new Int32Array(2 * size * Math.min(backends, cap + 1)),
    rate: new Float64Array(2 * size * Math.min(backends, cap + 1)),
  }
  const q = new Uint8Array(backends)
  /** How far apart the numbers of q are with q[i] = length and with q[i] = length + 1. */
  const stride = (i: number, length: number): number => binomial(length + backends - 1 - i, backends - 1 - i)
  for (let state = 0; state < size; state++) {
    chain.lengths.set(q, state * backends)
    enter(chain, state, { ...spec, q, stride })
    next(q, cap)
  }
  return chain
}

interface Here extends QueueChainSpec {
  readonly q: Uint8Array
  stride(i: number, length: number): number
}

/** Writes the rates of state q and its edges: one for each group of equal queues whose last, or first, just changed. */
function enter(chain: QueueChain, state: number, { backends, cap, arrivalRate, allAmong, q, stride }: Here): void {
  let edge = chain.start[state]!
  const into = (from: number, rate: number): void => {
    chain.from[edge] = from
    chain.rate[edge++] = rate
  }
  chain.up[state] = arrivalRate * (1 - (q[0] === cap ? allAmong[groupEnd(q, 0)]! : 0))
  for (let first = 0; first < backends; ) {
    const end = groupEnd(q, first)
    const length = q[first]!
    if (length > 0) {
      const endBelow = end < backends && q[end] === length - 1 ? groupEnd(q, end) : end
      into(state - stride(end - 1, length - 1), arrivalRate * (allAmong[endBelow]! - allAmong[end - 1]!))
      chain.down[state]! += end - first
      chain.level[state]! += length * (end - first)
    }
    if (length < cap) {
      const equals = first > 0 && q[first - 1] === length + 1 ? first - groupStart(q, first - 1) : 0
      into(state + stride(first, length), equals + 1)
    }
    first = end
  }
  chain.start[state + 1] = edge
}

function groupEnd(q: Uint8Array, i: number): number {
  let end = i + 1
  while (end < q.length && q[end] === q[i]) end++
  return end
}

function groupStart(q: Uint8Array, i: number): number {
  let start = i
  while (start > 0 && q[start - 1] === q[i]) start--
  return start
}

/** The lexicographic successor. */
function next(q: Uint8Array, cap: number): void {
  let i = q.length - 1
  while (i > 0 && q[i] === q[i - 1]) i--
  if (q[i]! < cap) q[i]!++
  q.fill(0, i + 1)
}

/** C(n, k) for n up to `most`. */
function pascal(most: number): (n: number, k: number) => number {
  const rows: number[][] = []
  for (let n = 0; n <= most; n++) {
    rows.push(
      Array.from({ length: n + 1 }, (_, k) => (k === 0 || k === n ? 1 : rows[n - 1]![k - 1]! + rows[n - 1]![k]!)),
    )
  }
  return (n, k) => rows[n]![k] ?? 0
}
