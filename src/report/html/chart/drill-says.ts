import { formatMetric, formatNumber } from '../../../results/format-metric.js'
import type { CandidateResult, IncidentResult, Results, Timeline } from '../../../results/results.js'
import { drillsOf } from '../../drill/drills.js'
import { titleOf } from '../../drill/incident-text.js'
import { middleOf, type Phases, phasesOf, within } from './drill-phases.js'
import { listed } from './listed.js'
import { timeText } from './time-text.js'

/** Recovery lets p99 be a tenth above what it was: that is no rise here either. */
const rising = 1.1

/** More incidents than this are no sentence. */
const mostIncidents = 3

type Drilled = CandidateResult & { readonly timeline: Timeline; readonly incidents: readonly IncidentResult[] }

/** How far a value rose from what it was before, and when it was back, incident by incident. @param what windows hold: "p99" */
export function riseSentences(results: Results, what: string): string {
  return everyIncident(results, (name, told) => {
    const risen = told
      .filter(({ rise }) => rise.isRisen)
      .sort((a, b) => a.rise.peak! - b.rise.peak!)
      .map(({ id, rise, phases }) => `${id} ${rise.text} (${backText(phases, results)})`)
    const calm = told.filter(({ rise }) => rise.peak !== undefined && !rise.isRisen).map(({ id }) => id)
    const blind = told.filter(({ rise }) => rise.peak === undefined).map(({ id }) => id)
    const parts = [
      ...(risen.length === 0 ? [] : [`${what} rose: ${listed(risen)}`]),
      ...(calm.length === 0 ? [] : [`${risen.length === 0 ? `${what} was ` : ''}not seen to rise: ${listed(calm)}`]),
      ...(blind.length === 0 ? [] : [`not known: ${listed(blind)}`]),
    ]
    return `${name}: ${parts.join('; ')}.`
  })
}

interface Told {
  readonly id: string
  readonly phases: Phases
  readonly rise: Rise
}

interface Rise {
  readonly peak: number | undefined
  /** It took time to be back, and this was well above all that was seen before. */
  readonly isRisen: boolean
  /** "from 41.2 ms to 803 ms" */
  readonly text: string
}

function everyIncident(results: Results, sentence: (name: string, told: Told[]) => string): string {
  const drills = drillsOf(results)
  const candidates = results.candidates.filter(
    (one): one is Drilled => one.timeline !== undefined && one.incidents !== undefined,
  )
  const told = drills.slice(0, mostIncidents).map(drill => {
    const of = candidates.flatMap((candidate): Told[] => {
      const incident = candidate.incidents.find(({ name }) => name === drill.name)
      if (incident === undefined) return []
      const phases = phasesOf(incident, candidate)
      return [{ id: candidate.id, phases, rise: riseOf(candidate, phases) }]
    })
    const name = `${titleOf(drill)} at ${timeText(drill.fromMs, results.scenario.durationMs)}`
    return sentence(name, of)
  })
  const left = drills.length - told.length
  return [...told, ...(left > 0 ? [`${left} more incidents are in the chart.`] : [])].join(' ')
}

function riseOf({ timeline: { p99Ms } }: Drilled, { before, during, backMs, isOpen }: Phases): Rise {
  const [usual, then] = [within(p99Ms, before), within(p99Ms, during)]
  const middle = middleOf(usual)
  if (then.length === 0) return { peak: undefined, isRisen: false, text: '' }
  const peak = Math.max(...then)
  const text = (value: number): string => formatMetric('p99Ms', value)
  const isHurt = isOpen || backMs === null || backMs > 0
  const isRisen = isHurt && (middle === undefined || peak > rising * Math.max(...usual))
  return { peak, isRisen, text: middle === undefined ? `to ${text(peak)}` : `from ${text(middle)} to ${text(peak)}` }
}

function backText({ backMs, isOpen }: Phases, { scenario: { durationMs } }: Results): string {
  if (isOpen) return 'not back in every round'
  if (backMs === null) return 'when it was back is not known'
  return backMs === 0 ? 'back at once' : `back after ${timeText(backMs, durationMs)}`
}

/** Which share failed before anything befell the fleet, while something did, and later: of all candidates, the least hurt first. */
export function failureSentence(results: Results): string {
  const drills = drillsOf(results)
  const [from, to] = [Math.min(...drills.map(one => one.fromMs)), Math.max(...drills.map(one => one.toMs))]
  const candidates = results.candidates.flatMap(({ id, timeline }) =>
    timeline === undefined ? [] : [{ id, timeline }],
  )
  const { windowMs } = candidates[0]!.timeline
  const windows = candidates[0]!.timeline.ratePerSecond.length
  const bounds = [0, Math.floor(from / windowMs), Math.min(windows, Math.ceil(to / windowMs)), windows]
  const spans = [0, 1, 2].map(i => ({ from: bounds[i]!, to: bounds[i + 1]! }))
  const shown = [0, 1, 2].filter(i => spans[i]!.to > spans[i]!.from)
  const told = candidates
    .map(({ id, timeline }) => ({ id, shares: shown.map(i => failedIn(timeline, spans[i]!.from, spans[i]!.to)) }))
    .sort((a, b) => Math.max(...a.shares) - Math.max(...b.shares))
  const none = told.filter(({ shares }) => shares.every(share => share === 0)).map(({ id }) => id)
  const some = told
    .filter(({ shares }) => shares.some(share => share > 0))
    .map(({ id, shares }) => `${id} ${shares.map(share => formatNumber(100 * share)).join(' / ')} %`)
  const time = (ms: number): string => timeText(ms, results.scenario.durationMs)
  const what = drills.length === 1 ? titleOf(drills[0]!) : 'the incidents'
  const names = ['before', to > from ? `from ${time(from)} to ${time(to)}` : `at ${time(from)}`, 'after']
  const head = `Failed ${shown.map(i => names[i]!).join(' / ')} (${what})`
  return `${head}: ${[...(none.length === 0 ? [] : [`${listed(none)} none`]), listed(some)].filter(Boolean).join('; ')}.`
}

/** Of the requests due in these windows; 0 of none. */
function failedIn({ ratePerSecond, errorRate }: Timeline, from: number, to: number): number {
  const due = ratePerSecond.slice(from, to)
  const all = due.reduce((sum, rate) => sum + rate, 0)
  const failed = due.reduce((sum, rate, i) => sum + rate * (errorRate[from + i] ?? 0), 0)
  return all === 0 ? 0 : failed / all
}
