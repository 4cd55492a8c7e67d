import { metricInfo } from '../../../results/metric-info.js'
import type { Capacity } from '../../../sweep/capacity.js'
import type { Scaling } from '../../../sweep/scaling/scaling.js'
import type { Sweep } from '../../../sweep/sweep.js'
import { placesOf } from '../../../sweep/vary/trade.js'
import type { Vary } from '../../../sweep/vary/vary.js'
import { capacitySentences } from '../../sweep/capacity-sentences.js'
import { scalingSentences } from '../../sweep/scaling/scaling-sentences.js'
import { sweepSentences } from '../../sweep/sweep-sentences.js'
import type { Headline } from '../lead/headline.js'

/** Who is best over the axis. */
export function sweepHeadline(sweep: Sweep): Headline {
  const { best, metric, agreements } = sweep
  if (best === null) return { big: 'No latency can be told', small: '' }
  const name = metricInfo[metric].name
  const sentences = sweepSentences(sweep)
  const next = agreements.length === 0 ? '' : (sentences.find(text => text.includes(` ${best} `)) ?? '')
  return { big: `${best} has the lowest ${name}`, small: next.replace(/\.$/, '') }
}

/** Whose largest fleet carries most. */
export function scalingHeadline(scaling: Scaling): Headline {
  const carried = scaling.curves.map(({ candidate, points }) => ({
    ...candidate,
    rate: points.at(-1)?.ratePerSecond ?? null,
  }))
  return first('carries most', carried, scalingSentences(scaling))
}

/** Who sustains most. */
export function capacityHeadline(capacity: Capacity): Headline {
  const sustained = capacity.candidates.map(({ candidate, ratePerSecond }) => ({ ...candidate, rate: ratePerSecond }))
  return first('sustains most', sustained, capacitySentences(capacity))
}

interface Rated {
  readonly id: string
  readonly strategy: string
  readonly rate: number | null
}

/** The ideal is nobody's choice. */
function first(verb: string, all: readonly Rated[], [sentence = '']: readonly string[]): Headline {
  const met = all.flatMap(({ id, strategy, rate }) => (rate === null || strategy === 'ideal' ? [] : [{ id, rate }]))
  if (met.length === 0) return { big: 'Nobody meets the objective', small: '' }
  const best = met.reduce((a, b) => (b.rate > a.rate ? b : a))
  return { big: met.length === 1 ? best.id : `${best.id} ${verb}`, small: sentence.replace(/\.$/, '') }
}

/** How many settings there are to choose from. */
export function varyHeadline({ trade, points }: Vary): Headline {
  if (trade === null) return { big: 'Nothing is traded', small: 'no setting differs enough from the others' }
  const { length } = trade.front
  const told = placesOf(points, trade.x, trade.y).length
  if (length === 1) return { big: 'One setting is best in both', small: `of ${told} that were tried, as measured` }
  const big = `${length} of ${told} settings are worth a choice`
  const others = told - length
  return { big, small: others === 0 ? 'none is as good as another one in both' : beaten(others) }
}

/** Who has as much of one as somebody on the front is worse in the other alone, so nobody needs to be worse in both. */
const beaten = (others: number): string =>
  `${others === 1 ? 'the other one is' : 'each other one is'} no better than one of them in either, and worse in one, as measured`
