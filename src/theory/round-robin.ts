import { exponentialSojourn, type Sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'

export interface RoundRobin extends Sojourn {
  /** Share of the requests that find their backend busy. */
  readonly waiting: number
}

/**
 * Round robin of a Poisson stream over k backends of one worker with exponential service: each sees every k-th arrival, an
 * E_k/M/1 queue. T is exponential with rate d = 1 - sigma, the root in (0, 1] of 1 - d = (1 + d / (k rho))^-k; as k grows the
 * arrivals become even, D/M/1: 1 - d = e^(-d / rho).
 * Kleinrock, "Queueing Systems" I (1975), 6.4 (G/M/1).
 * @param backends 1 or more; Infinity for the limit
 * @throws {RangeError} unless 0 < rho < 1
 */
export function roundRobin({ backends, rho }: { readonly backends: number; readonly rho: number }): RoundRobin {
  mustBeStable(rho)
  const rate = rateOf(backends, rho)
  return { waiting: 1 - rate, ...exponentialSojourn(1 / rate) }
}

/** Newton's method: f(d) = d - 1 + (1 + d / (k rho))^-k is convex with roots 0 and d, so from 1 it falls on d and never below. */
function rateOf(backends: number, rho: number): number {
  const many = backends === Infinity
  let rate = 1
  for (;;) {
    const x = rate / (backends * rho)
    const exponent = many ? rate / rho : backends * Math.log1p(x)
    const slope = 1 - Math.exp(-exponent) / rho / (many ? 1 : 1 + x)
    const next = rate - (rate + Math.expm1(-exponent)) / slope
    if (!(next < rate)) return rate
    rate = next
  }
}
