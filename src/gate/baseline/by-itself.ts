import { type MetricKey, roundValue } from '../../results/metric-key.js'
import type { CandidateResult } from '../../results/results.js'
import type { Finding } from '../measured.js'
import { withoutErrors } from '../unseen-errors.js'
import { average, change, isByRatio, type Rounds, typical } from './change.js'
import type { Pair } from './earlier-runs.js'
import { withRunSpread } from './run-spread.js'
import { told, untold } from './told.js'

/** By its own value, with the spread that runs have. */
export function byItself({ own, before, metric, limit }: Pair): Finding {
  const byRatio = isByRatio(own.metric, limit)
  const now = roundsOf(own.candidate, own.metric, byRatio ? 'log' : 1)
  const earlier = before.map(one => roundsOf(one, metric, byRatio ? 'log' : limit.factor))
  const plain = earlier.some(rounds => rounds === undefined) ? undefined : (earlier as Rounds[])
  const inference = now && plain && change({ now, before: plain, byRatio })
  if (inference === undefined) return untold(own, own.metric)
  const level = byRatio ? 0 : average(plain![plain!.length - 1]!)
  const spread = withRunSpread(inference, { metric: own.metric, related: false, before: plain!, level, byRatio })
  const shown = { now: now!, before: before.map(one => roundsOf(one, metric, byRatio ? 'log' : 1)!) }
  return told(
    {
      own,
      limit,
      values: typical(shown.now, shown.before, byRatio),
      assumed: spread.assumed,
      runs: before.length,
      note: '',
    },
    withoutErrors(spread.inference, [own.candidate, ...before], own.metric),
  )
}

/** A metric by seed, as logarithms, or times a factor; undefined where there is a value that has no logarithm. */
export function roundsOf({ rounds }: CandidateResult, metric: MetricKey, scale: 'log' | number): Rounds | undefined {
  const known = rounds.flatMap(round => {
    const value = roundValue(round, metric)
    return value === null ? [] : [[round.seed, value] as const]
  })
  if (scale !== 'log') return new Map(known.map(([seed, value]) => [seed, scale * value]))
  if (known.some(([, value]) => value <= 0)) return undefined
  return new Map(known.map(([seed, value]) => [seed, Math.log(value)]))
}
