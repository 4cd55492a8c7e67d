import { inferMetric } from '../../results/estimates.js'
import { anywhere } from '../../stats/inference.js'
import type { Finding } from '../measured.js'
import { isByRatio } from './change.js'
import { invalid, type Pair } from './earlier-runs.js'
import { told, untold } from './told.js'

/** Virtual time gives the same numbers on every machine: what differs is the candidate, on the same requests. */
export function exactly({ own, before, metric, limit }: Pair): Finding {
  const then = before.at(-1)!
  const seeds = new Set(then.rounds.map(({ seed }) => seed))
  const nowRounds = own.candidate.rounds.filter(({ seed }) => seeds.has(seed))
  const thenRounds = then.rounds.filter(({ seed }) => nowRounds.some(round => round.seed === seed))
  if (nowRounds.length === 0) return invalid('no round of the baseline met the same requests: it ran with other seeds')
  const now = inferMetric(nowRounds, own.metric)
  const earlier = inferMetric(thenRounds, metric)
  if (now === undefined || earlier === undefined) return untold(own, now === undefined ? own.metric : metric)
  const values = { now: now.value, before: earlier.value }
  const byRatio = isByRatio(own.metric, limit) && values.now > 0 && values.before > 0
  const value = byRatio ? values.now / values.before : values.now - limit.factor * values.before
  const scale = byRatio ? 'log' : 'linear'
  const middle = byRatio ? Math.log(value) : value
  const certain = { value, scale, middle, standardError: null, degreesOfFreedom: 0, n: nowRounds.length } as const
  return told({ own, limit, values, note: ', exactly' }, { ...certain, range: anywhere })
}
