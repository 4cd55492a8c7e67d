import { csvField } from '../../results/requests-csv.js'
import type { CandidateResult, Results, Timeline } from '../../results/results.js'

/**
 * A row a candidate and window: when it begins (s), p50 and p99 (ms), requests due a second, the share that failed, failures a
 * second by kind, and by backend its share of all tries, requests in flight, and in which share of the rounds it was out. Empty
 * where it cannot be told. Undefined where nobody looked.
 */
export function renderTimelineCsv({ candidates }: Pick<Results, 'candidates'>): string | undefined {
  const told = candidates.filter(hasTimeline)
  if (told.length === 0) return undefined
  const kinds = [...new Set(told.flatMap(({ timeline }) => Object.keys(timeline.errors)))].sort()
  const backends = [...new Set(told.flatMap(({ timeline }) => timeline.backends.map(({ name }) => name)))]
  const head = [
    ...['candidate', 'fromS', 'p50Ms', 'p99Ms', 'ratePerSecond', 'errorRate'],
    ...kinds.map(kind => `errorsPerSecond.${kind}`),
    ...backends.flatMap(name => [`share.${name}`, `inFlight.${name}`, `out.${name}`]),
  ]
  const rows = told.flatMap(({ id, timeline }) =>
    timeline.ratePerSecond.map((_, window) => [id, ...cellsOf(timeline, window, { kinds, backends })]),
  )
  return [head, ...rows].map(cells => `${cells.map(cell => csvField(cell)).join(',')}\n`).join('')
}

const hasTimeline = (candidate: CandidateResult): candidate is CandidateResult & { readonly timeline: Timeline } =>
  candidate.timeline !== undefined

interface Heads {
  readonly kinds: readonly string[]
  readonly backends: readonly string[]
}

function cellsOf(timeline: Timeline, window: number, { kinds, backends }: Heads): string[] {
  const { windowMs, p50Ms, p99Ms, ratePerSecond, errorRate, errors } = timeline
  const values = [
    (window * windowMs) / 1000,
    ...[p50Ms, p99Ms, ratePerSecond, errorRate].map(column => column[window]),
    // What another candidate's requests failed of, and not one of its own.
    ...kinds.map(kind => errors[kind]?.[window] ?? 0),
    ...backends.flatMap(name => {
      const backend = timeline.backends.find(one => one.name === name)
      return [backend?.share[window], backend?.inFlight[window], backend?.out?.[window]]
    }),
  ]
  return values.map(value => (value === null || value === undefined ? '' : String(value)))
}
