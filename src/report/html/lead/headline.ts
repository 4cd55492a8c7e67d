import { formatMetric } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import type { MetricName, Results } from '../../../results/results.js'
import { plainChange } from '../../change-text.js'
import { headlineMetric } from '../../conclusion.js'
import { errorContrast } from '../../error-contrast.js'
import { invalidCandidates, type League, leagues } from '../../leagues.js'
import { list } from '../../list.js'
import { type Ranked, ranking } from '../../ranking.js'

/** What a reader takes along who reads nothing else. */
export interface Headline {
  /** A few words. */
  readonly big: string
  /** The numbers to them; '' where there are none. */
  readonly small: string
}

/** Who won and by how much, of those that count most: live candidates, where there are any. No more than `conclusion` says. */
export function headline(results: Results): Headline {
  const { candidates, intervals } = results
  if (candidates.length === 0) return { big: 'Nothing was measured', small: '' }
  const metric = headlineMetric(candidates)
  if (metric === undefined) return { big: 'No latency can be told', small: 'Too few good answers.' }
  const [first] = leagues(results)
  const told = ofLeague(first!, { metric, intervals })
  if (invalidCandidates(results).length < candidates.length) return told
  return { big: 'Not to be trusted', small: `It would read: ${told.big}${told.small === '' ? '' : `, ${told.small}`}` }
}

interface Telling {
  readonly metric: MetricName
  readonly intervals: Results['intervals']
}

function ofLeague({ world, candidates }: League, telling: Telling): Headline {
  const ranked = ranking(candidates, telling.metric, telling.intervals)
  const { big, small } = ofRanked(ranked, telling)
  return { big, small: world === 'virtual' ? `${small} (virtual time)` : small }
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
    small: `${name} of ${figureOf(first, telling)}${next!.ratio ? `, ${lower(next!.ratio.value)} than ${whom}` : ''}`,
  }
}

/** "87 % lower", "12.2 times lower". @param ratio of the higher one to the lower one */
const lower = (ratio: number): string => plainChange(1 / ratio).replace(/^-(.*)$/, '$1 lower')

const idOf = ({ candidate }: Ranked): string => candidate.id

const figureOf = ({ candidate }: Ranked, { metric }: Telling): string =>
  formatMetric(metric, candidate.metrics[metric]!.value)

/** Everybody of a few; of many the first ones and how many more. */
function few(ranked: readonly Ranked[], text: (one: Ranked) => string = idOf): string {
  if (ranked.length <= mostNamed + 1) return list(ranked.map(text))
  return list([...ranked.slice(0, mostNamed).map(text), `${ranked.length - mostNamed} more`])
}

const mostNamed = 3
