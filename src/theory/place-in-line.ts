import { type Sojourn, sojourn } from './sojourn.js'

/**
 * The law of T for requests that join one worker's exponential queue at a random place, served one after the other: at the
 * k-th place T is the sum of k services, so P(T > t) = sum_i P(i services end within t) P(place > i): Poisson's weights.
 * @param placeBeyond [i] = P(place > i), from i = 0 (where it is 1) to where it can be neglected
 */
export function placeInLine(placeBeyond: readonly number[]): Sojourn {
  const mean = placeBeyond.reduceRight((sum, share) => sum + share, 0)
  return sojourn(mean, t => {
    if (t === 0) return placeBeyond[0]!
    const logT = Math.log(t)
    let logPoisson = -t
    let sum = 0
    for (let i = 0; i < placeBeyond.length; i++) {
      sum += Math.exp(logPoisson) * placeBeyond[i]!
      logPoisson += logT - Math.log(i + 1)
    }
    return sum
  })
}
