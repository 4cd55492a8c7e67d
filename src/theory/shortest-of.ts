import { placeInLine } from './place-in-line.js'
import { type QueueChain, queueChain } from './queue-chain.js'
import type { Sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'
import { stationary } from './stationary.js'

export interface ShortestOfSpec {
  readonly backends: number
  /** Different backends compared: 1 is `random`, 2 is `p2c`, all there are is join the shortest queue, `lc`. */
  readonly choices: number
  /** Load a worker. */
  readonly rho: number
  /** The longest queue told apart, the request in service included; who would join a longer one is lost. */
  readonly cap?: number
}

export interface ShortestOf extends Sojourn {
  /** Share of the requests that find their backend busy. */
  readonly waiting: number
  /** Probability of a queue at the cap: the size of the error. */
  readonly truncated: number
}

/**
 * The shortest of d different queues drawn at random, for a finite number of backends of one worker: the stationary law of the
 * sorted queue lengths, computed. How ties are broken plays no part: of equal queues it does not matter which one grows. There are
 * C(backends + cap, cap) states, some microseconds each.
 * @throws {RangeError} unless 0 < rho < 1
 */
export function shortestOf(spec: ShortestOfSpec): ShortestOf {
  const { backends, choices, rho, cap = usualCap(spec) } = spec
  mustBeStable(rho)
  const allAmong = shares(backends, choices)
  const chain = queueChain({ backends, cap, arrivalRate: backends * rho, allAmong })
  const law = stationary(chain)
  const placeBeyond = places({ chain, law, allAmong, cap })
  return { waiting: placeBeyond[1]!, truncated: atCap(chain, law, cap), ...placeInLine(placeBeyond) }
}

/** Comparing any, N queues grow together: a longest one of k is about as likely as k N requests, rho^(k N). */
function usualCap({ backends, choices, rho }: ShortestOfSpec): number {
  return Math.ceil(Math.log(1e-8) / (Math.log(rho) * (choices === 1 ? 1 : backends))) + 4
}

/** [m]: the probability that all choices lie among m given backends, C(m, d) / C(N, d). */
function shares(backends: number, choices: number): number[] {
  return Array.from({ length: backends + 1 }, (_, m) => {
    let share = 1
    for (let i = 0; i < choices; i++) share *= Math.max(0, m - i) / (backends - i)
    return share
  })
}

interface Solved {
  readonly chain: QueueChain
  readonly law: Float64Array
  readonly allAmong: readonly number[]
  readonly cap: number
}

/** [i]: the probability that an arrival joins beyond place i, all its choices having i requests or more. */
function places({ chain, law, allAmong, cap }: Solved): number[] {
  const backends = allAmong.length - 1
  const beyond = new Array<number>(cap + 1).fill(0)
  for (let state = 0; state < chain.size; state++) {
    let long = backends
    for (let place = 0; place <= cap; place++) {
      while (long > 0 && chain.lengths[state * backends + long - 1]! < place) long--
      beyond[place]! += law[state]! * allAmong[long]!
    }
  }
  return beyond
}

function atCap({ size, lengths }: QueueChain, law: Float64Array, cap: number): number {
  let sum = 0
  for (let state = 0; state < size; state++) if (lengths[(state * lengths.length) / size] === cap) sum += law[state]!
  return sum
}
