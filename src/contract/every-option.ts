import { LbbenchError } from '../errors.js'
import type { OptionSpec, Options } from '../strategies/strategy.js'
import type { Check, Fault } from './check.js'
import { faultOnAny } from './on-histories.js'

const mix = { request: 5, answer: 4, failure: 1, toggle: 2, probe: 2, weight: 1 }

/** A table or ring of more than that takes up to seconds to lay out: one history, in which nobody comes or goes. */
const large = 10_000
const calmMix = { request: 5, answer: 4, failure: 1, probe: 2 }

/**
 * What an option promises to take, it has to take; but for what does not go together with the other options, which it
 * refuses with a USAGE error.
 */
export const everyOption: Check = {
  name: 'options',
  title: 'works with the least, the greatest and every named value of each option',
  run({ strategy, options }, { random }) {
    for (const [name, spec] of Object.entries(strategy.options ?? {})) {
      for (const value of valuesOf(spec)) {
        const changed: Options = { ...options, [name]: value }
        const isLarge = typeof value === 'number' && value > large
        const subject = { strategy, options: changed }
        const fault = isLarge ? faultOnAny(subject, random, calmMix, 1) : faultOnAny(subject, random, mix, 8)
        if (fault !== undefined && !isRefusal(fault)) return { ...fault, what: `with ?${name}=${value} ${fault.what}` }
      }
    }
    return undefined
  },
}

function isRefusal({ thrown }: Fault): boolean {
  return thrown instanceof LbbenchError && thrown.code === 'USAGE'
}

function valuesOf({ default: standard, min, max, values }: OptionSpec): (number | string | boolean)[] {
  if (typeof standard === 'boolean') return [true, false]
  if (typeof standard === 'string') return [...(values ?? [standard])]
  return [...new Set([min ?? standard, standard, max ?? standard])]
}
