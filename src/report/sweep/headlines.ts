import { metricInfo } from '../../results/metric-info.js'
import type { Capacity } from '../../sweep/capacity.js'
import { isIdeal } from '../../sweep/curve.js'
import type { Scaling } from '../../sweep/scaling/scaling.js'
import type { Sweep } from '../../sweep/sweep.js'
import { formatRate, formatShare } from '../../units.js'
import { list } from '../list.js'
import { leadersOf, type Rated } from './leaders.js'
import { fleetsNeeded, type Needed } from './scaling/fleet-needed.js'

/** What a reader takes along who reads nothing else, on a page and above a picture: a few words, and the numbers to them ('' where there are none). */
export interface Headline {
  readonly big: string
  readonly small: string
}

/** In one sentence, for whom a picture is read. */
export const headlineText = ({ big, small }: Headline): string => (small === '' ? big : `${big}: ${small}`)

/** Who is best over the axis, with those that are not shown to be slower anywhere on it. */
export function sweepHeadline(sweep: Sweep): Headline {
  const { best, metric, rounds, within } = sweep
  if (best === null) return { big: 'No latency can be told', small: '' }
  const name = metricInfo[metric].name
  const level = levelWith(best, sweep)
  const others = sweep.curves.filter(curve => !isIdeal(curve)).length - 1
  if (others === 0) return { big: `${best} alone`, small: 'nobody to hold it against' }
  if (level.length === others)
    return {
      big: 'No winner',
      small: `nobody's ${name} is shown to be more than ${formatShare(within)} from the lowest`,
    }
  const big = level.length === 0 ? `${best} has the lowest ${name}` : `${few([best, ...level])} have the lowest ${name}`
  return { big, small: rounds === 1 ? 'of one round, which is no test' : shownSmall(best, level.length, within) }
}

function shownSmall(best: string, level: number, within: number): string {
  const share = formatShare(within)
  const rest = `shown to be more than ${share} slower than ${best} at some point, or cannot keep up`
  return level === 0 ? `each other one is ${rest}` : `nowhere shown to be more than ${share} apart; the others are`
}

/** Whose interval, or value of one round, nowhere lies above what counts as equal. */
function levelWith(best: string, { agreements, curves, metric, within }: Sweep): string[] {
  const points = curves.find(({ candidate }) => candidate.id === best)!.points
  const real = new Set(curves.filter(curve => !isIdeal(curve)).map(({ candidate }) => candidate.id))
  return agreements
    .filter(({ candidate }) => real.has(candidate) && candidate !== best)
    .filter(({ ratios }) =>
      ratios.every((ratio, i) =>
        ratio === null ? points[i]!.latency[metric] === null : (ratio.low ?? ratio.value) <= 1 + within,
      ),
    )
    .map(({ candidate }) => candidate)
}

/** Whose largest fleet carries most. */
export function scalingHeadline(scaling: Scaling): Headline {
  const { curves, tolerance } = scaling
  const [fewest, ...more] = fleetsNeeded(scaling)
  if (fewest !== undefined) return fleetHeadline(fewest, more, scaling)
  const carried = curves.map(({ candidate, points }) => ({ ...candidate, ...lastOf(points) }))
  return first('carr', carried, tolerance)
}

/** How many backends carry what was asked about. */
function fleetHeadline(fewest: Needed, more: readonly Needed[], { needPerSecond, fleets }: Scaling): Headline {
  const rate = formatRate(needPerSecond!)
  const of = ({ fleet }: Needed): number => fleet?.backends ?? Infinity
  if (fewest.fleet === null)
    return { big: `No fleet carries ${rate}`, small: `not even ${fleets.at(-1)!.backends} backends, with anybody` }
  const equal = [fewest, ...more.filter(one => of(one) === of(fewest))].map(({ candidate }) => candidate.id)
  const others = more.filter(one => of(one) > of(fewest))
  const small = others.map(one =>
    one.fleet === null ? `no fleet that was tried with ${one.candidate.id}` : `${of(one)} with ${one.candidate.id}`,
  )
  const backends = `${of(fewest)} backend${of(fewest) === 1 ? '' : 's'}`
  return { big: `${backends} with ${few(equal)}`, small: [`for ${rate}`, ...small].join(', ') }
}

const lastOf = (points: Scaling['curves'][number]['points']): Pick<Rated, 'rate' | 'failsAt'> => ({
  rate: points.at(-1)?.ratePerSecond ?? null,
  failsAt: points.at(-1)?.failsAtPerSecond ?? 0,
})

/** Who sustains most. */
export function capacityHeadline({ candidates, tolerance }: Capacity): Headline {
  const sustained = candidates.map(({ candidate, ratePerSecond, failsAtPerSecond }) => ({
    ...candidate,
    rate: ratePerSecond,
    failsAt: failsAtPerSecond,
  }))
  return first('sustain', sustained, tolerance)
}

const verbs = { carr: ['carries', 'carry'], sustain: ['sustains', 'sustain'] } as const

/** The ideal is nobody's choice; whom the search cannot tell apart are named together. */
function first(verb: keyof typeof verbs, all: readonly Rated[], tolerance: number): Headline {
  const { level, others } = leadersOf(all, tolerance)
  const [best] = level
  if (best === undefined) return { big: 'Nobody meets the objective', small: '' }
  const [one, many] = verbs[verb]
  const isAll = others.every(({ strategy }) => strategy === 'ideal')
  const rate = formatRate(best.rate)
  if (isAll && level.length === 1) return { big: best.id, small: `${one} ${rate}` }
  if (level.length === 1) return { big: `${best.id} ${one} most`, small: rate }
  const within = `${rate}, within the search's tolerance of ${formatShare(tolerance)}`
  if (isAll) return { big: `All ${many} as much`, small: within }
  return { big: `${few(level.map(({ id }) => id))} ${many} most`, small: within }
}

/** More names than these are no headline. */
const mostNamed = 3

const few = (names: readonly string[]): string =>
  names.length <= mostNamed + 1 ? list(names) : list([...names.slice(0, mostNamed), `${names.length - mostNamed} more`])
