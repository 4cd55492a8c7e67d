import type { AddSample, Family } from '../metrics/family.js'
import type { FleetCounts } from './fleet-counts.js'

/** What is told of at a scrape; numbers are of that moment. */
export interface FleetSource {
  readonly backends: readonly string[]
  readonly counts: FleetCounts
  up(backend: number): boolean
  waiting(backend: number): number
  knocking(backend: number): number
  /** Requests and checks here, wherever they stand. */
  present(backend: number): number
}

/** Metrics of simulated backends. */
export function fleetFamilies(source: FleetSource): Family[] {
  return [...countFamilies(source), ...stateFamilies(source)]
}

function countFamilies({ backends, counts }: FleetSource): Family[] {
  const histogram = (name: string, help: string, rows: FleetCounts['queue']): Family =>
    byBackend(backends, {
      name,
      type: 'histogram',
      help,
      tell: (add, i, labels) => rows.tell(add, name, i, labels),
    })
  return [
    byBackend(backends, {
      name: 'lbbench_backend_requests_total',
      type: 'counter',
      help: 'Requests that ended, warm-up included, by how: answer, error (the failure status), reset, close, lost (its session is unknown), storeFailed, or crash (the process died, or was dead).',
      labelNames: ['outcome'],
      tell: (add, i, labels) => {
        for (const { outcome, requests } of counts.requestsOf(i)) add({ ...labels, outcome }, requests)
      },
    }),
    byBackend(backends, {
      name: 'lbbench_backend_health_checks_total',
      type: 'counter',
      help: 'Health checks that were served.',
      tell: (add, i, labels) => add(labels, counts.checksOf(i)),
    }),
    histogram('lbbench_backend_service_seconds', 'Time of a request at a worker, warm-up included.', counts.service),
    histogram('lbbench_backend_queue_seconds', 'Time of a request before a worker took it.', counts.queue),
  ]
}

function stateFamilies({ backends, up, waiting, knocking, present }: FleetSource): Family[] {
  const gauge = (name: string, help: string, value: (backend: number) => number): Family =>
    byBackend(backends, { name, type: 'gauge', help, tell: (add, i, labels) => add(labels, value(i)) })
  const inService = (i: number): number => present(i) - waiting(i) - knocking(i)
  return [
    gauge('lbbench_backend_up', '1 where the backend takes connections, 0 while it is down.', i => Number(up(i))),
    gauge('lbbench_backend_in_service', 'Requests at a worker.', inService),
    gauge('lbbench_backend_queue_length', 'Requests that wait for a worker.', waiting),
    gauge('lbbench_backend_backlog_overflow', 'Requests that the full backlog has not let in yet.', knocking),
  ]
}

interface Told extends Pick<Family, 'name' | 'type' | 'help'> {
  /** Beside `backend`. */
  readonly labelNames?: readonly string[]
  readonly tell: (add: AddSample, backend: number, labels: { readonly backend: string }) => void
}

function byBackend(backends: readonly string[], { name, type, help, labelNames = [], tell }: Told): Family {
  const collect = (add: AddSample): void => {
    backends.forEach((backend, i) => {
      tell(add, i, { backend })
    })
  }
  return { name, type, help, labelNames: ['backend', ...labelNames], collect }
}
