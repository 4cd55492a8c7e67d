import { formatMetric } from '../../../results/format-metric.js'
import { type Failing, failMore, rateOf } from '../../failing.js'
import type { Ranked } from '../../ranking.js'
import { few, idOf } from './few.js'
import type { Headline } from './headline.js'

/** The large words where failures decide. @param latency what would be said without them; undefined where none can be told */
export function failuresHeadline({ who, ranked }: Failing, latency: Headline | undefined): Headline {
  const told = latency === undefined ? 'no latency can be told' : `${latency.big}: ${latency.small}`
  if (who === 'some') return { big: contrast(ranked), small: told }
  const [first, ...others] = ranked
  if (others.length === 0)
    return {
      big: `${idOf(first!)} does not cope: ${rates(ranked)} fail`,
      small: latency === undefined ? told : latency.small,
    }
  return { big: `Nobody copes: ${rates(ranked)} fail`, small: difference(ranked) }
}

/** What belongs beside a latency; '' where next to none failed. @param ranked by errors, the fewest first */
export function failuresBeside(ranked: readonly Ranked[]): string {
  if (failMore(ranked).length > 0) return `; ${contrast(ranked)}`
  return ranked.some(one => rateOf(one) >= noticeable) ? `; ${rates(ranked)} fail` : ''
}

const noticeable = 0.01

/** "iphash fails least: 4.87 % against 41.3 to 41.9 %": where nobody is shown to fail as little; else who is shown to fail more. */
function contrast(ranked: readonly Ranked[]): string {
  const [first, ...others] = ranked
  const more = failMore(ranked)
  if (others.every(({ standing }) => standing === 'worse'))
    return `${idOf(first!)} ${others.length > 1 ? 'fails least' : 'fails less'}: ${rates([first!])} against ${rates(others)}`
  return `${few(more)} ${more.length > 1 ? 'fail' : 'fails'} more: ${rates(more)} against ${rates([first!])} of ${idOf(first!)}`
}

function difference(ranked: readonly Ranked[]): string {
  if (ranked.some(({ standing }) => standing === 'worse')) {
    const [first, ...others] = ranked
    const worse = others.filter(({ standing }) => standing === 'worse')
    return `${idOf(first!)} fails less than ${few(worse)}: ${rates([first!])} against ${rates(worse)}`
  }
  const each = few(ranked, one => `${idOf(one)} ${rates([one])}`)
  return ranked[0]!.candidate.rounds.length > 1 ? `${each}: no difference in errors shown` : `${each}, in one round`
}

/** "4.87 %", "41.3 to 41.9 %". */
function rates(ranked: readonly Ranked[]): string {
  const all = ranked.map(rateOf)
  const [least, most] = [Math.min(...all), Math.max(...all)].map(rate => formatMetric('errorRate', rate))
  return least === most ? least! : `${least!.replace(/ ?%$/, '')} to ${most}`
}
