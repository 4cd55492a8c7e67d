import { atLeastOf, estimateOf } from '../../results/metric-key.js'
import type { CandidateResult, Results } from '../../results/results.js'
import { leagues } from '../leagues.js'
import { list } from '../list.js'
import { type Ranked, ranking } from '../ranking.js'
import { count, seconds } from './drill-columns.js'
import { drillText } from './drill-text.js'
import { type Drill, drillsOf } from './drills.js'

/** Of more incidents the tables tell. */
const mostIncidents = 4

/** Under whom each incident hurts least and who is back first, two sentences an incident at most; never more than the rounds can show. */
export function drillSentences(results: Results): string[] {
  const drills = drillsOf(results)
  const rest = drills.length - mostIncidents
  return [
    ...leagues(results).flatMap(({ world, candidates }) => {
      const where = world === 'virtual' ? ' in virtual time' : ''
      return drills
        .slice(0, mostIncidents)
        .flatMap(drill => sentencesOf(drill, candidates, { where, intervals: results.intervals }))
    }),
    ...(rest > 0 ? [`What ${rest} more incident${rest === 1 ? '' : 's'} did is in the tables.`] : []),
  ]
}

interface Telling {
  readonly where: string
  readonly intervals: Results['intervals']
}

const questions = [
  { metric: 'hurt', name: 'requests hurt', format: count, unit: '' },
  { metric: 'recoveryMs', name: 'recovery', format: seconds, unit: ' s' },
] as const
type Question = (typeof questions)[number]

interface Answer {
  readonly question: Question
  readonly ranked: readonly Ranked[]
}

function sentencesOf({ name }: Drill, candidates: readonly CandidateResult[], telling: Telling): string[] {
  const answers = questions
    .map(question => ({
      question,
      ranked: ranking(candidates, { incident: name, name: question.metric }, telling.intervals),
    }))
    .filter(({ ranked }) => ranked.length > 0)
  if (answers.every(({ ranked }) => ranked.length === 1)) return alone(name, answers, telling)
  const shown = answers.filter(({ ranked }) => ranked[0]!.standing === 'best')
  const level = answers.filter(answer => answer.ranked.length > 1 && !shown.includes(answer))
  return [...shown.map(answer => claim(name, answer, telling)), ...tie(name, level, telling)]
}

/** One candidate: there is nobody to be compared with. */
function alone(name: string, answers: readonly Answer[], { where }: Telling): string[] {
  const [first] = answers
  if (first === undefined) return []
  const told = answers.map(({ question, ranked }) =>
    question.metric === 'hurt'
      ? `${toldOf(ranked[0]!, name, question)} requests hurt`
      : `back in ${toldOf(ranked[0]!, name, question)}`,
  )
  return [`${name} under ${first.ranked[0]!.candidate.id}${where}: ${told.join(', ')}.`]
}

/** Who is best, who is shown to be worse, and who is neither. */
function claim(name: string, { question, ranked }: Answer, { where }: Telling): string {
  const [first, ...others] = ranked
  const withValue = (one: Ranked): string => `${one.candidate.id} (${toldOf(one, name, question)})`
  const worse = others.filter(({ standing }) => standing === 'worse')
  const level = others.filter(({ standing }) => standing !== 'worse')
  const begin =
    question.metric === 'hurt'
      ? `${name} hurts fewest requests under ${withValue(first!)}, more under ${few(worse, withValue)}`
      : `After ${name} the first to be back is ${withValue(first!)}, later ${few(worse, withValue)}`
  const open =
    level.length === 0 ? '' : `; no difference to ${first!.candidate.id} is shown of ${few(level, withValue)}`
  return `${begin}${open}: ${rounds(ranked)}${where}.`
}

/** Everybody of a few; of many the first ones and how many more. */
function few(ranked: readonly Ranked[], text: (one: Ranked) => string): string {
  if (ranked.length <= mostNamed + 1) return list(ranked.map(text))
  return list([...ranked.slice(0, mostNamed).map(text), `${ranked.length - mostNamed} more`])
}

const mostNamed = 3

function tie(name: string, level: readonly Answer[], { where }: Telling): string[] {
  const [first] = level
  if (first === undefined) return []
  const what = level.map(({ question }) => question.name).join(' or ')
  const few = level.every(({ ranked }) => ranked.every(({ candidate }) => candidate.rounds.length === 1))
  if (few) return [`${name}: one round${where} shows no difference in ${what}.`]
  return [`${name}: no difference in ${what} shown, ${rounds(first.ranked)}${where}.`]
}

function toldOf({ candidate }: Ranked, incident: string, { metric: name, format, unit }: Question): string {
  const metric = { incident, name }
  const { value, n } = estimateOf(candidate, metric)!
  if (atLeastOf(candidate.rounds, metric) >= n) return `not within ${format(value)}${unit}`
  return drillText(candidate, { metric, format }, unit)!
}

function rounds(ranked: readonly Ranked[]): string {
  const counts = ranked.map(({ candidate }) => candidate.rounds.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `${most} rounds` : `${least} to ${most} rounds`
}
