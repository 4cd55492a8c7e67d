import { type Sojourn, sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'

/**
 * M/D/1: service always takes 1. Erlang's sum for the waiting time alternates and needs 60 digits; Franx, "A simple solution
 * for the M/D/c waiting time distribution", Operations Research Letters 29 (2001), has positive terms only:
 * P(W <= t) = e^-x sum_j Q(k - 1 - j) x^j / j!, with k = floor(t) + 1, x = rho (k - t), and Q(m) the share of time with at
 * most m waiting. Good to some 1e-14.
 * @throws {RangeError} unless 0 < rho < 1
 */
export function md1({ rho }: { readonly rho: number }): Sojourn {
  mustBeStable(rho)
  const atMostWaiting = waitingLaw(rho)
  return sojourn(1 + rho / (2 * (1 - rho)), t => (t < 1 ? 1 : 1 - waitWithin(t - 1, rho, atMostWaiting)))
}

function waitWithin(t: number, rho: number, atMostWaiting: (m: number) => number): number {
  const k = Math.floor(t) + 1
  const x = rho * (k - t)
  let poisson = Math.exp(-x)
  let sum = 0
  for (let j = 0; j < k && poisson > 0; j++) {
    sum += poisson * atMostWaiting(k - 1 - j)
    poisson *= x / (j + 1)
  }
  return sum
}

/**
 * P(at most m waiting) from the law of the number in system, p, found as far as it is asked for. What goes up from a level
 * comes down again: p(n + 1) P(A = 0) = p(0) P(A > n) + sum_(i = 1..n) p(i) P(A > n + 1 - i), A the arrivals in one service.
 */
function waitingLaw(rho: number): (m: number) => number {
  const p = [1 - rho]
  const atMost = [1 - rho]
  const arrivalsBeyond = poissonTails(rho)
  const extend = (): void => {
    const n = p.length - 1
    let up = p[0]! * arrivalsBeyond(n)
    for (let i = 1; i <= n; i++) up += p[i]! * arrivalsBeyond(n + 1 - i)
    p.push(up * Math.exp(rho))
    atMost.push(atMost[n]! + p[n + 1]!)
  }
  return m => {
    while (atMost.length <= m + 1) extend()
    return atMost[m + 1]!
  }
}

/** P(A > n) for a Poisson A, each summed from its small end: one minus the rest would lose the digits. */
function poissonTails(mean: number): (n: number) => number {
  const terms = [Math.exp(-mean)]
  while (terms.at(-1)! > 0) terms.push((terms.at(-1)! * mean) / terms.length)
  const tails = new Float64Array(terms.length + 1)
  for (let n = terms.length - 1; n >= 0; n--) tails[n] = tails[n + 1]! + terms[n]!
  return n => (n + 1 < tails.length ? tails[n + 1]! : 0)
}
