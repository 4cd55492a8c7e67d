import { exponentialSojourn, type Sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'

/**
 * M/M/1, first come, first served: T is exponential with mean 1 / (1 - rho). Also each backend's law behind `random`, which
 * splits a Poisson stream into Poisson streams.
 * Kleinrock, "Queueing Systems" I (1975), 3.2 and 5.7.
 * @throws {RangeError} unless 0 < rho < 1
 */
export function mm1({ rho }: { readonly rho: number }): Sojourn {
  mustBeStable(rho)
  return exponentialSojourn(1 / (1 - rho))
}
