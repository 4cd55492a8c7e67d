import { atLeastOf, estimateOf, type IncidentMetric } from '../../results/metric-key.js'
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
  const several = answers.filter(({ ranked }) => ranked.length > 1)
  const shown = several.filter(({ ranked }) => ranked[0]!.standing === 'best')
  const hopeless = several.filter(({ question, ranked }) => ranked.every(one => isNever(one, name, question)))
  const level = several.filter(answer => !shown.includes(answer) && !hopeless.includes(answer))
  return [
    ...shown.map(answer => claim(name, answer, telling)),
    ...tie(name, level, telling),
    ...hopeless.map(({ question, ranked }) => {
      const seen = longest(ranked[0]!, name, question)
      return `From the start of ${name} nobody is back within ${seen}: ${rounds(ranked)}${telling.where}.`
    }),
  ]
}

/** One candidate: there is nobody to be compared with. */
function alone(name: string, answers: readonly Answer[], { where }: Telling): string[] {
  const [first] = answers
  if (first === undefined) return []
  const told = answers.map(({ question, ranked: [only] }) => {
    const value = toldOf(only!, name, question)
    if (question.metric === 'hurt') return `${value} requests hurt`
    if (isNever(only!, name, question)) return `not back within ${longest(only!, name, question)} from its start`
    return isCalm(only!, name, question) ? 'no second worse than before' : `back ${value} after its start`
  })
  return [`${name} under ${first.ranked[0]!.candidate.id}${where}: ${told.join(', ')}.`]
}

/** Who is best, who is shown to be worse, and who is neither. */
function claim(name: string, { question, ranked }: Answer, { where }: Telling): string {
  const withValue = (one: Ranked): string => `${one.candidate.id} (${toldOf(one, name, question)})`
  // Whoever does as well as the best one in every round is as good.
  const best = ranked.filter(({ standing }) => standing === 'best')
  const worse = ranked.filter(({ standing }) => standing === 'worse')
  const level = ranked.filter(({ standing }) => standing !== 'worse' && standing !== 'best')
  const who = few(best, ({ candidate }) => candidate.id)
  const value = toldOf(best[0]!, name, question)
  const others = few(worse, withValue)
  const begin =
    question.metric === 'hurt'
      ? `${name} hurts fewest requests under ${who} (${value}), more under ${others}`
      : isCalm(best[0]!, name, question)
        ? `Through ${name} no second under ${who} is worse than before; back later, from its start: ${others}`
        : `From the start of ${name}, ${who} ${best.length === 1 ? 'is' : 'are'} back first (${value}), later ${others}`
  const open =
    level.length === 0 ? '' : `; no difference to ${best[0]!.candidate.id} is shown of ${few(level, withValue)}`
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

function toldOf(one: Ranked, incident: string, question: Question): string {
  if (isNever(one, incident, question)) return `not within ${longest(one, incident, question)}`
  return drillText(one.candidate, { metric: keyOf(incident, question), format: question.format }, question.unit)!
}

/** How long it was looked for, where no round saw it. */
function longest({ candidate }: Ranked, incident: string, question: Question): string {
  return question.format(estimateOf(candidate, keyOf(incident, question))!.value) + question.unit
}

/** Whether no round saw it end. */
function isNever({ candidate }: Ranked, incident: string, question: Question): boolean {
  const metric = keyOf(incident, question)
  return atLeastOf(candidate.rounds, metric) >= estimateOf(candidate, metric)!.n
}

/** Whether nothing was to recover from, in any round: a time of 0 is no quick return. */
function isCalm({ candidate }: Ranked, incident: string, question: Question): boolean {
  return estimateOf(candidate, keyOf(incident, question))?.value === 0
}

const keyOf = (incident: string, { metric: name }: Question): IncidentMetric => ({ incident, name })

function rounds(ranked: readonly Ranked[]): string {
  const counts = ranked.map(({ candidate }) => candidate.rounds.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `${most} ${most === 1 ? 'round' : 'rounds'}` : `${least} to ${most} rounds`
}
