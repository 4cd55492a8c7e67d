import { isTight, widest, widthsOf } from '../../../gate/until/widths.js'
import { widestText } from '../../../report/until-lines.js'
import type { RunContext } from '../../../results/collate.js'
import { storedKey } from '../../../results/metric-key.js'
import type { Results, UntilResult } from '../../../results/results.js'
import type { Request } from '../request.js'

/** Looks at a run's data from time to time, and says when it is enough. */
export interface Looking {
  /** What `collate` has to know of the looks. */
  context(): Pick<RunContext, 'looks' | 'until'> & Partial<Pick<RunContext, 'plannedRounds'>>
  /** After a look's rounds; whether the run ends here. */
  enough(rounds: number, results: Results): boolean
}

export interface LookingOptions {
  /** Any monotonic clock. */
  readonly nowMs: () => number
  /** Told in a few words what was found, where the run goes on. */
  readonly looked: (found: string) => void
}

/**
 * It ends where all intervals are tight, or where the next look would not fit into the budget at the pace so far. Neither asks what
 * the data says, and each interval is wide enough to be right at all looks together: see `sharedConfidence`.
 */
export function openLooking({ until, gates }: Request, { nowMs, looked }: LookingOptions): Looking {
  if (until === undefined) return { context: () => ({}), enough: () => false }
  const { looks, maxTimeMs, maxRounds } = until
  const startedMs = nowMs()
  let state: UntilResult = {
    targets: until.targets.map(({ text }) => text),
    reached: false,
    looks: { planned: looks.length, done: 0 },
    maxRounds,
    maxTimeMs,
    widest: null,
  }
  let planned = looks[0]!
  const fits = (rounds: number, next: number): boolean => ((nowMs() - startedMs) / rounds) * next <= maxTimeMs
  return {
    context: () => ({ plannedRounds: planned, looks: looks.length, until: state }),
    enough(rounds, results) {
      const widths = widthsOf(until.targets, results, gates)
      const reached = widths.every(isTight)
      const most = widest(widths)
      const loosest =
        most === undefined ? null : { ...most, target: most.target.text, ...storedKey(most.target.metric) }
      state = { ...state, reached, looks: { ...state.looks, done: state.looks.done + 1 }, widest: loosest }
      const next = looks[state.looks.done]
      if (reached || next === undefined || !fits(rounds, next)) return true
      planned = next
      if (loosest !== null) looked(widestText(loosest))
      return false
    },
  }
}
