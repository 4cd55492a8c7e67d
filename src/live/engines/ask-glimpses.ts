import type { TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { Program } from '../programs/parent.js'

/** How often the load generator is asked, ms: often enough for an eye, and a thousandth of its time at most. */
const everyMs = 500

/**
 * Asks the load generator, while it runs, what there is to see, where anybody looks; one that is too busy to answer is not
 * asked again before it has. Call what this returns once the traffic is over.
 */
export function askGlimpses({ glimpse: tell }: TrialPlan, generator: Program): () => void {
  if (tell === undefined) return () => undefined
  let over = false
  let asking = false
  const answered = (glimpse: Glimpse | undefined): void => {
    asking = false
    if (!over && glimpse !== undefined) tell(glimpse)
  }
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    // A generator that is gone fails the trial by itself.
    generator.call<Glimpse | undefined>('glimpse').then(answered, () => undefined)
  }, everyMs)
  const stop = (): void => {
    over = true
    clearInterval(timer)
  }
  void generator.gone.then(stop)
  return stop
}
