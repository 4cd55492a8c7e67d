import type { OptionSpec, Options } from '../strategies/strategy.js'
import type { Check } from './check.js'
import { faultOnAny } from './on-histories.js'

const mix = { request: 5, answer: 4, failure: 1, toggle: 2, probe: 2, weight: 1 }

/** What an option promises to take, it has to take. */
export const everyOption: Check = {
  name: 'options',
  title: 'works with the least, the greatest and every named value of each option',
  run({ strategy, options }, { random }) {
    for (const [name, spec] of Object.entries(strategy.options ?? {})) {
      for (const value of valuesOf(spec)) {
        const changed: Options = { ...options, [name]: value }
        const fault = faultOnAny({ strategy, options: changed }, random, mix, 8)
        if (fault !== undefined) return { ...fault, what: `with ?${name}=${value} ${fault.what}` }
      }
    }
    return undefined
  },
}

function valuesOf({ default: standard, min, max, values }: OptionSpec): (number | string | boolean)[] {
  if (typeof standard === 'boolean') return [true, false]
  if (typeof standard === 'string') return [...(values ?? [standard])]
  return [...new Set([min ?? standard, standard, max ?? standard])]
}
