import { placeInLine } from './place-in-line.js'
import type { Sojourn } from './sojourn.js'
import { mustBeStable } from './stability.js'

/**
 * The shortest of d queues drawn at random (with or without replacement), as the number of backends of one worker grows
 * without bound: s(i) of them have i requests or more, s(0) = 1, s(i + 1) = rho s(i)^d; a request joins beyond place i with
 * probability s(i)^d. d = 1 is M/M/1.
 * Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12 (2001); Vvedenskaya, Dobrushin and
 * Karpelevich (1996).
 * @param choices d, whole, 1 or more
 * @throws {RangeError} unless 0 < rho < 1
 */
export function powerOfD({ choices, rho }: { readonly choices: number; readonly rho: number }): Sojourn {
  mustBeStable(rho)
  const placeBeyond: number[] = []
  for (let allBusy = 1; allBusy > 1e-20; allBusy = power(rho * allBusy, choices)) placeBeyond.push(allBusy)
  return placeInLine(placeBeyond)
}

function power(base: number, exponent: number): number {
  let product = 1
  for (let i = 0; i < exponent; i++) product *= base
  return product
}
