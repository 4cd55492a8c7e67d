import { LbbenchError } from '../errors.js'
import type { OptionSpec, Options } from '../strategies/strategy.js'
import type { Check, Fault } from './check.js'
import { faultOnAny } from './on-histories.js'

/** Nobody comes or goes: the greatest ring takes seconds to lay out, and other checks see to that. */
const mix = { request: 5, answer: 4, failure: 1, probe: 2 }

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
        const fault = faultOnAny({ strategy, options: changed }, random, mix, 1)
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
