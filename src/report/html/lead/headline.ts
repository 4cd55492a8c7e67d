import { isAtTimeout } from '../../../results/at-timeout.js'
import { formatMetric } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../../../results/results.js'
import { plainChange } from '../../change-text.js'
import { errorContrast } from '../../error-contrast.js'
import { failing } from '../../failing.js'
import { few, idOf } from '../../few.js'
import { headlineMetric } from '../../headline-metric.js'
import { invalidCandidates, type League, leagues } from '../../leagues.js'
import { list } from '../../list.js'
import { type Ranked, ranking } from '../../ranking.js'
import { alerts, type Stage } from './alerts.js'
import { failuresBeside, failuresHeadline } from './failures.js'
import type { Headline } from './large-words.js'

/**
 * Who won and by how much, of those that count most: live candidates, where there are any; before that what is missing or fails. No
 * more than `conclusion` says.
 */
export function headline(results: Results, stage: Stage = 'ended'): Headline {
  const first = alerts(results, stage)
  const told = trusted(results)
  if (results.complete || results.rounds.done > 1 || results.candidates.length === 0) return { ...told, first }
  // Not a single round is whole: whoever is there has not met the others.
  return { big: '', small: `So far ${told.big}, ${told.small}`, first }
}

function trusted(results: Results): Headline {
  const told = ofResults(results)
  const invalid = invalidCandidates(results)
  if (invalid.length === 0) return told
  if (invalid.length < results.candidates.length) return { ...told, small: `${told.small}; ${leftOut(invalid)}` }
  return { big: 'Not to be trusted', small: `It would read: ${told.big}${told.small === '' ? '' : `, ${told.small}`}` }
}

function ofResults(results: Results): Headline {
  const {
    candidates,
    intervals,
    scenario: { timeoutMs },
  } = results
  if (candidates.length === 0) return { big: 'Nothing was measured', small: '' }
  const metric = headlineMetric(candidates)
  const [league] = leagues(results)
  const fails = failing(league!.candidates, metric, intervals)
  const latency =
    metric === undefined ? undefined : ofLeague(league!, { metric, intervals, timeoutMs, fails: fails !== undefined })
  if (fails !== undefined) return failuresHeadline(fails, latency)
  if (latency === undefined) return { big: 'No latency can be told', small: 'Too few good answers.' }
  return latency
}

interface Telling {
  readonly metric: MetricName
  readonly intervals: Results['intervals']
  readonly timeoutMs: number | null
  /** Failures are said already. */
  readonly fails: boolean
}

function ofLeague({ world, candidates }: League, telling: Telling): Headline {
  const ranked = ranking(candidates, telling.metric, telling.intervals)
  const { big, small } = ofRanked(ranked, telling)
  const beside = telling.fails ? '' : failuresBeside(ranking(candidates, 'errorRate', telling.intervals))
  return { big, small: `${small}${beside}${world === 'virtual' ? ' (virtual time)' : ''}` }
}

function ofRanked(ranked: readonly Ranked[], telling: Telling): Headline {
  const [first, ...others] = ranked
  const name = metricInfo[telling.metric].name
  if (others.length === 0)
    return { big: `${idOf(first!)}: ${figureOf(first!, telling)}`, small: `${name}; nobody to hold it against` }
  if (first!.standing === 'none') return undecided(ranked, telling)
  const level = ranked.filter(({ standing }) => standing === '~' || standing === first!.standing)
  const worse = ranked.filter(({ standing }) => standing === 'worse')
  if (worse.length === 0) return { big: 'No winner', small: `no difference in ${name} shown between ${few(ranked)}` }
  if (level.length === 1) return winner(first!, worse, telling)
  return {
    big: `${few(level)} lead`,
    small: `no difference in ${name} shown between them; slower than ${idOf(first!)}: ${few(worse)}`,
  }
}

/** Every round alike, or only one. */
function undecided(ranked: readonly Ranked[], telling: Telling): Headline {
  const { name } = metricInfo[telling.metric]
  const [first] = ranked
  if (first!.candidate.rounds.length > 1)
    return { big: 'A draw', small: `${name} of ${figureOf(first!, telling)} each` }
  const small = `${name} of ${few(ranked, one => `${idOf(one)} ${figureOf(one, telling)}`)}`
  return { big: 'One round tells no winner', small }
}

/** Held against the next best: whatever is said of it holds for the others as well. */
function winner(first: Ranked, worse: readonly Ranked[], telling: Telling): Headline {
  const [next] = worse
  const { name } = metricInfo[telling.metric]
  const fails = worse.filter(({ candidate }) => errorContrast(first.candidate, candidate, telling.intervals).failsMore)
  const whom = worse.length === 1 ? idOf(next!) : `${idOf(next!)}, the next best`
  return {
    big: fails.length === 0 ? `${idOf(first)} wins` : `${idOf(first)} is fastest, but fails more`,
    small: `${name} of ${figureOf(first, telling)}${next!.ratio ? `, ${lower(next!, telling)} than ${whom}` : ''}`,
  }
}

/** "87 % lower", "12.2 times lower"; where clients gave up, "at least" that of which the rounds are sure. */
function lower({ candidate, ratio }: Ranked, telling: Telling): string {
  const { value, low } = ratio!
  const text = (times: number): string => plainChange(1 / times).replace(/^-(.*)$/, '$1 lower')
  return isCut(candidate, telling) ? `at least ${text(low ?? value)}` : text(value)
}

function figureOf({ candidate }: Ranked, telling: Telling): string {
  const text = formatMetric(telling.metric, candidate.metrics[telling.metric]!.value)
  return isCut(candidate, telling) ? `at least ${text}` : text
}

const isCut = ({ rounds }: CandidateResult, { metric, timeoutMs }: Telling): boolean =>
  isAtTimeout(rounds, metric, timeoutMs)

/** Nobody should think that it lost. */
function leftOut(invalid: readonly string[]): string {
  const who = invalid.length > mostNamed ? `${invalid.length} others` : list(invalid)
  return `${who} left out, not to be trusted`
}

const mostNamed = 3
