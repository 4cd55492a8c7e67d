import type { LbbenchError } from '../errors.js'
import type { StrategySource } from '../strategies/source.js'
import { type Beat, beatAt, calls, whenOf } from './beat.js'
import { strategyFault } from './fault.js'

/** Between two looks, ms. */
const lookMs = 250

/** How long one call of a strategy may take before it counts as blocked, ms: a pick takes microseconds, loading compiles and imports. */
const blockedAfterMs = { load: 15_000, call: 5_000 }

/**
 * Looks at a thread from outside: a strategy that loops for ever can be noticed by nobody else. Counts looks and not the
 * clock, so that a machine that slept accuses nobody.
 * @param blocked called once, with LbbenchError STRATEGY_FAILED
 * @returns a function that ends the watch
 */
export function watchBeat(beat: Beat, { label }: StrategySource, blocked: (fault: LbbenchError) => void): () => void {
  let seen = -1
  let looks = 0
  const timer = setInterval(() => {
    const entered = beat[beatAt.entered]!
    const isStuck = entered === seen && entered !== beat[beatAt.left]
    looks = isStuck ? looks + 1 : 0
    seen = entered
    const call = calls[beat[beatAt.call]!]
    const limitMs = call === 'load' ? blockedAfterMs.load : blockedAfterMs.call
    if (looks * lookMs < limitMs) return
    clearInterval(timer)
    const what = `does not come back from ${call} within ${limitMs / 1000} s`
    blocked(strategyFault(label, what, whenOf(beat)))
  }, lookMs)
  timer.unref()
  return () => clearInterval(timer)
}
