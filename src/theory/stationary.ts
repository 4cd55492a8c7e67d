import { birthDeath } from './birth-death.js'
import type { QueueChain } from './queue-chain.js'

/**
 * The stationary law of a chain whose moves change the level by one. Gauss-Seidel settles the law within the levels in a few
 * hundred sweeps but that over the levels in thousands; so after each sweep the levels are weighed anew, as the birth-death
 * process they would be with the rates of this sweep.
 * Koury, McAllister and Stewart, "Iterative methods for computing stationary distributions of nearly completely decomposable
 * Markov chains", SIAM J. Alg. Disc. Meth. 5 (1984).
 * @returns the probability of each state, good to some 1e-10
 */
export function stationary(chain: QueueChain): Float64Array {
  const order = byLevel(chain)
  const sorted = renumbered(chain, order)
  const law = new Float64Array(chain.size).fill(1 / chain.size)
  for (let sweeps = 0; sweep(sorted, law) > 1e-11; sweeps++) {
    if (sweeps === mostSweeps)
      throw new Error(`a chain of ${chain.size} states has not settled in ${mostSweeps} sweeps`)
    weighLevels(sorted, law)
  }
  weighLevels(sorted, law)
  return unsorted(law, order)
}

/** Some 300 are usual; a chain that needs many more is none whose levels are all there is to its slowness. */
const mostSweeps = 5000

/** What the solver needs of a chain. */
type Solvable = Omit<QueueChain, 'size' | 'lengths'>

/** @returns how much probability moved */
function sweep({ start, from, rate, up, down }: Solvable, law: Float64Array): number {
  let moved = 0
  for (let state = 0; state < law.length; state++) {
    let inflow = 0
    const end = start[state + 1]!
    for (let edge = start[state]!; edge < end; edge++) inflow += rate[edge]! * law[from[edge]!]!
    const share = inflow / (up[state]! + down[state]!)
    moved += Math.abs(share - law[state]!)
    law[state] = share
  }
  return moved
}

function weighLevels({ level, up, down }: Solvable, law: Float64Array): void {
  const top = level.at(-1)!
  const [mass, rise, fall] = [new Float64Array(top + 1), new Float64Array(top + 1), new Float64Array(top + 1)]
  for (let state = 0; state < law.length; state++) {
    const at = level[state]!
    mass[at]! += law[state]!
    rise[at]! += law[state]! * up[state]!
    fall[at]! += law[state]! * down[state]!
  }
  const steps = Array.from({ length: top }, (_, n) => (rise[n]! / mass[n]!) * (mass[n + 1]! / fall[n + 1]!))
  const weights = birthDeath(steps)
  for (let state = 0; state < law.length; state++) law[state]! *= weights[level[state]!]! / mass[level[state]!]!
}

/** The states, lowest level first: by counting. */
function byLevel({ size, level }: QueueChain): Int32Array {
  const next = new Int32Array(level[size - 1]! + 2)
  for (const at of level) next[at + 1]!++
  for (let at = 1; at < next.length; at++) next[at]! += next[at - 1]!
  const order = new Int32Array(size)
  for (let state = 0; state < size; state++) order[next[level[state]!]!++] = state
  return order
}

/** The same chain with its states in this order: a sweep then reads neighbouring memory, which makes it four times as fast. */
function renumbered(chain: QueueChain, order: Int32Array): Solvable {
  const place = new Int32Array(chain.size)
  for (let i = 0; i < order.length; i++) place[order[i]!] = i
  const start = new Int32Array(chain.size + 1)
  const from = new Int32Array(chain.start[chain.size]!)
  const rate = new Float64Array(from.length)
  let edge = 0
  for (let i = 0; i < order.length; i++) {
    const state = order[i]!
    for (let old = chain.start[state]!; old < chain.start[state + 1]!; old++) {
      from[edge] = place[chain.from[old]!]!
      rate[edge++] = chain.rate[old]!
    }
    start[i + 1] = edge
  }
  const moved = (column: Float64Array): Float64Array => column.map((_, i) => column[order[i]!]!)
  const level = chain.level.map((_, i) => chain.level[order[i]!]!)
  return { start, from, rate, level, up: moved(chain.up), down: moved(chain.down) }
}

function unsorted(law: Float64Array, order: Int32Array): Float64Array {
  const result = new Float64Array(law.length)
  for (let i = 0; i < order.length; i++) result[order[i]!] = law[i]!
  return result
}
