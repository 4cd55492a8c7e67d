import { bisect } from './bisect.js'
import { mustBeStable } from './stability.js'

export interface PowerOfDWorkers {
  readonly choices: number
  readonly workers: number
  /** Load a worker. */
  readonly rho: number
}

/**
 * The shortest of d queues drawn at random, each before c workers, as the number of backends grows without bound. s(i), the
 * share of backends with i requests or more, obeys c rho s(m)^d = (m + 1) s(m + 1) + s(m + 2) + ... + s(c) for m < c (what
 * comes in above m goes out above m) and s(m + 1) = rho s(m)^d from m = c - 1 on. Given s(c), s(c - 1) ... s(0) follow by
 * sums of positive terms; s(0) rises with s(c) and must be 1.
 * Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12 (2001), with the death rates of c workers.
 * @returns mean time in system and the share of requests that wait
 * @throws {RangeError} unless 0 < rho < 1
 */
export function powerOfDWorkers(of: PowerOfDWorkers): { readonly mean: number; readonly waiting: number } {
  mustBeStable(of.rho)
  const logBusy = bisect(lowestLog, Math.log(of.rho), log => shares(of, log)[0]! >= 1)
  const s = shares(of, logBusy)
  for (let last = s.at(-1)!; last > 1e-20; last = s.at(-1)!) s.push(of.rho * Math.exp(of.choices * Math.log(last)))
  const jobs = s.slice(1).reduceRight((sum, share) => sum + share, 0)
  return { mean: jobs / (of.workers * of.rho), waiting: Math.exp(of.choices * logBusy) }
}

/** Of the smallest doubles; a backend that is never full has mean 1 to the last digit long before. */
const lowestLog = -700

/** s(0) .. s(c) that would belong to this ln s(c). */
function shares({ choices, workers, rho }: PowerOfDWorkers, logBusy: number): number[] {
  const s = new Array<number>(workers + 1).fill(0)
  s[workers] = Math.exp(logBusy)
  let above = 0
  for (let m = workers - 1; m >= 0; m--) {
    s[m] = Math.exp(Math.log(((m + 1) * s[m + 1]! + above) / (workers * rho)) / choices)
    above += s[m + 1]!
  }
  return s
}
