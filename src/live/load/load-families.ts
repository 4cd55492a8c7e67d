import { type AddSample, type Family, gauge } from '../metrics/family.js'
import { type LoadCounts, phases } from './load-counts.js'

/** What is told of at a scrape. */
export interface LoadSource {
  readonly counts: LoadCounts
  /** Connections to the balancer that are open now. */
  readonly openSockets: () => number
}

/** Metrics of the load generator: what clients see. */
export function loadFamilies({ counts, openSockets }: LoadSource): Family[] {
  return [
    byPhase('due', 'Requests that fell due, by phase.', phase => counts.dueIn(phase)),
    byPhase('sent', 'Requests that were put on the wire, by phase.', phase => counts.sentIn(phase)),
    {
      name: 'lbbench_generator_requests_total',
      type: 'counter',
      help: 'Requests that ended, by phase and class of status or kind of error.',
      labelNames: ['phase', 'outcome'],
      collect: add => endings(add, counts),
    },
    histogram(
      'lbbench_generator_latency_seconds',
      'From when a request was due to the end of its answer, of measured requests with a good answer, or that timed out.',
      counts.latency,
    ),
    histogram(
      'lbbench_generator_lateness_seconds',
      'From when a request was due to when it was sent, of measured requests.',
      counts.lateness,
    ),
    {
      name: 'lbbench_generator_sessions_total',
      type: 'counter',
      help: 'Where clients have sessions: requests by phase and what became of the session: new, again (a login after a loss), kept, lost, stale (lost already), failed (the store did not answer), none (nothing was said).',
      labelNames: ['phase', 'end'],
      collect: add => sessions(add, counts),
    },
    histogram(
      'lbbench_generator_session_store_seconds',
      'Time at the store of sessions as backends tell it, of measured requests that asked one.',
      counts.store,
    ),
    gauge('lbbench_generator_open_sockets', 'Connections to the balancer that are open.', openSockets),
    gauge('lbbench_generator_in_flight', 'Requests that fell due and have not ended.', () => underWay(counts)),
  ]
}

function byPhase(what: string, help: string, value: (phase: number) => number): Family {
  const collect = (add: AddSample): void => {
    phases.forEach((phase, i) => {
      add({ phase }, value(i))
    })
  }
  return { name: `lbbench_generator_${what}_total`, type: 'counter', help, labelNames: ['phase'], collect }
}

function endings(add: AddSample, counts: LoadCounts): void {
  phases.forEach((phase, i) => {
    for (const { outcome, requests } of counts.endedIn(i)) add({ phase, outcome }, requests)
  })
}

function sessions(add: AddSample, counts: LoadCounts): void {
  phases.forEach((phase, i) => {
    for (const { end, requests } of counts.sessionsIn(i)) add({ phase, end }, requests)
  })
}

function histogram(name: string, help: string, rows: LoadCounts['latency']): Family {
  return { name, type: 'histogram', help, labelNames: [], collect: add => rows.tell(add, name, 0, {}) }
}

function underWay(counts: LoadCounts): number {
  return phases.reduce(
    (sum, _, i) => counts.endedIn(i).reduce((left, { requests }) => left - requests, sum + counts.dueIn(i)),
    0,
  )
}
