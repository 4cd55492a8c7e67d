import { formatMetric } from '../results/format-metric.js'
import { type Failing, failMore, rateOf } from './failing.js'
import { few, idOf } from './few.js'
import type { League } from './leagues.js'
import type { Ranked } from './ranking.js'

/** What there is to say where failures decide. */
export interface FailureWords {
  /** "iphash fails least: 4.87 % against 41.3 to 41.9 %", "Nobody copes: 53.1 to 55.2 % fail". */
  readonly big: string
  /** Who fails less where nobody copes, or that this is not shown; '' where `big` says it, or there is nobody else. */
  readonly small: string
}

/** The same words on every page, picture and terminal. */
export function failureWords({ who, ranked }: Failing): FailureWords {
  if (who === 'some') return { big: failureContrast(ranked), small: '' }
  const [first, ...others] = ranked
  if (others.length === 0) return { big: `${idOf(first!)} does not cope: ${failureRates(ranked)} fail`, small: '' }
  return { big: `Nobody copes: ${failureRates(ranked)} fail`, small: difference(ranked) }
}

/** The same as a sentence, with what it rests on: "...: 4.87 % against 41.3 %, 3 rounds in virtual time." */
export function failureSentence(failing: Failing, world: League['world']): string {
  const { big, small } = failureWords(failing)
  const counts = failing.ranked.map(({ candidate }) => candidate.rounds.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const rounds = most === 1 ? 'one round' : `${least === most ? most : `${least} to ${most}`} rounds`
  const words = small === '' ? big : `${big}; ${small}`
  return `${words}, ${rounds}${world === 'virtual' ? ' in virtual time' : ''}.`
}

/** "iphash fails least: 4.87 % against 41.3 to 41.9 %": where nobody is shown to fail as little; else who is shown to fail more. */
export function failureContrast(ranked: readonly Ranked[]): string {
  const [first, ...others] = ranked
  const more = failMore(ranked)
  if (others.every(({ standing }) => standing === 'worse'))
    return `${idOf(first!)} ${others.length > 1 ? 'fails least' : 'fails less'}: ${failureRates([first!])} against ${failureRates(others)}`
  return `${few(more)} ${more.length > 1 ? 'fail' : 'fails'} more: ${failureRates(more)} against ${failureRates([first!])} of ${idOf(first!)}`
}

/** "4.87 %", "41.3 to 41.9 %". */
export function failureRates(ranked: readonly Ranked[]): string {
  const all = ranked.map(rateOf)
  const [least, most] = [Math.min(...all), Math.max(...all)].map(rate => formatMetric('errorRate', rate))
  return least === most ? least! : `${least!.replace(/ ?%$/, '')} to ${most}`
}

function difference(ranked: readonly Ranked[]): string {
  if (ranked.some(({ standing }) => standing === 'worse')) {
    const [first, ...others] = ranked
    const worse = others.filter(({ standing }) => standing === 'worse')
    return `${idOf(first!)} fails less than ${few(worse)}: ${failureRates([first!])} against ${failureRates(worse)}`
  }
  const each = few(ranked, one => `${idOf(one)} ${failureRates([one])}`)
  return ranked[0]!.candidate.rounds.length > 1 ? `${each}: no difference in errors shown` : each
}
