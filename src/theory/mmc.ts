import { erlangC } from './erlang.js'
import { type Sojourn, sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'

export interface MMc extends Sojourn {
  /** Share of the requests that find all workers busy. */
  readonly waiting: number
}

/**
 * M/M/c: one queue before so many workers. Of one backend with c workers, and the least any strategy can reach over c
 * workers, wherever they stand (`ideal`). Who waits, waits exponentially with rate c (1 - rho), then is served.
 * Kleinrock, "Queueing Systems" I (1975), 3.5.
 * @param rho load a worker
 * @throws {RangeError} unless 0 < rho < 1
 */
export function mmc({ workers, rho }: { readonly workers: number; readonly rho: number }): MMc {
  mustBeStable(rho)
  const waiting = erlangC(workers, workers * rho)
  const rate = workers * (1 - rho)
  return { waiting, ...sojourn(1 + waiting / rate, t => Math.exp(-t) + waiting * waitsIntoService(rate, t)) }
}

/**
 * P(wait + service > t >= service) for a wait of this rate: (e^(-rate t) - e^-t) / (1 - rate), written so that a rate near 1,
 * where both differences vanish, loses no digits.
 */
function waitsIntoService(rate: number, t: number): number {
  const excess = (1 - rate) * t
  if (excess === 0) return t * Math.exp(-t)
  return excess > 0
    ? (Math.exp(-rate * t) * -Math.expm1(-excess)) / (1 - rate)
    : (Math.exp(-t) * Math.expm1(excess)) / (1 - rate)
}
