import type { Service } from './service.js'
import { mustBeStable } from './stability.js'

/** Moments of the waiting time and the time in system, in the unit of the service time; Infinity where there is none. */
export interface MG1 {
  readonly meanWait: number
  readonly meanSquaredWait: number
  readonly mean: number
  readonly meanSquare: number
}

/**
 * M/G/1, first come, first served: the formula of Pollaczek and Khinchine, and Takacs' for the second moment. A service time
 * without variance to speak of (Pareto of shape 2 or less) waits infinitely long on average.
 * Kleinrock, "Queueing Systems" I (1975), 5.6 and 5.7.
 * @throws {RangeError} unless 0 < rho < 1
 */
export function mg1({ service, rho }: { readonly service: Service; readonly rho: number }): MG1 {
  mustBeStable(rho)
  const { mean, second, third } = service
  const rate = rho / mean
  const meanWait = (rate * second) / (2 * (1 - rho))
  const meanSquaredWait = 2 * meanWait * meanWait + (rate * third) / (3 * (1 - rho))
  return {
    meanWait,
    meanSquaredWait,
    mean: meanWait + mean,
    meanSquare: meanSquaredWait + 2 * meanWait * mean + second,
  }
}
