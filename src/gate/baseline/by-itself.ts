import type { CandidateResult, MetricName } from '../../results/results.js'
import { anywhere, type Inference, inferMean } from '../../stats/inference.js'
import type { Finding } from '../measured.js'
import { average, change, isByRatio, type Rounds, typical } from './change.js'
import type { Pair } from './earlier-runs.js'
import { told, untold } from './told.js'

/** How much runs differ with nothing changed, as a share, where too few were kept to tell (docs/gates.md). */
const assumedSpread = 0.08

/** From so many earlier runs on their own spread is used. */
const runsThatTell = 3

/** By its own value, with the spread that runs have. */
export function byItself({ own, before, metric, limit }: Pair): Finding {
  const byRatio = isByRatio(own.metric, limit)
  const now = values(own.candidate, own.metric, byRatio)
  const earlier = before.map(one => values(one, metric, byRatio))
  const inference = change({ now, before: earlier, byRatio, factor: limit.factor })
  if (inference === undefined) return untold(own, own.metric)
  const assumed = byRatio && before.length < runsThatTell
  const spread = assumed ? withAssumedSpread(inference, before.length) : withSpreadOf(inference, earlier)
  const note = assumed ? `; ${howFew(before.length)} not tell how much runs differ, 8 % assumed` : ''
  return told({ own, limit, values: typical(now, earlier, byRatio), note }, spread)
}

const howFew = (runs: number): string => (runs === 1 ? 'one earlier run does' : `${runs} earlier runs do`)

function values({ rounds }: CandidateResult, metric: MetricName, byRatio: boolean): Rounds {
  return new Map(
    rounds.flatMap(({ seed, metrics }) => {
      const value = metrics[metric]
      if (value === null || (byRatio && value <= 0)) return []
      return [[seed, byRatio ? Math.log(value) : value] as const]
    }),
  )
}

/** The spread of this run and of the mean of the earlier ones, beside the noise of rounds. */
function withAssumedSpread(inference: Inference, runs: number): Inference {
  const { standardError } = inference
  if (standardError === null) return inference
  const variance = standardError * standardError + assumedSpread * assumedSpread * (1 + 1 / runs)
  return { ...inference, standardError: Math.sqrt(variance) }
}

/** Whether one more run lies beyond earlier ones (a prediction interval): the spread of runs has the noise of their rounds in it. */
function withSpreadOf(inference: Inference, earlier: readonly Rounds[]): Inference {
  const runs = earlier.length
  const { standardError } = inferMean(earlier.map(average), 'linear', anywhere)
  if (runs < runsThatTell || standardError === null) return inference
  const error = standardError * Math.sqrt(runs + 1)
  const wider = inference.standardError === null || error > inference.standardError
  return wider ? { ...inference, standardError: error, degreesOfFreedom: runs - 1 } : inference
}
