import type { Balancer } from '../../../balancer/balancer.js'
import type { BalancerStats } from '../../../model/balancer-stats.js'
import { counter, type Family, gauge } from '../../metrics/family.js'
import type { DataPlane } from '../../wire/data-plane.js'
import type { RequestCounts } from './request-counts.js'

/** What is told of at a scrape. */
export interface BalancerSource {
  readonly backends: readonly string[]
  readonly counts: RequestCounts
  readonly plane: Pick<DataPlane, 'stats' | 'underWay' | 'upstreams'>
  /** Today's: see `TrialBalancer`. */
  readonly balancer: () => Pick<Balancer, 'stats' | 'inFlight' | 'healthy'>
  /** The balancer's clock, ms. */
  readonly now: () => number
}

/** Metrics of the embedded balancer. */
export function balancerFamilies(source: BalancerSource): Family[] {
  return [...requestFamilies(source), ...backendFamilies(source), ...planeFamilies(source), ...statFamilies(source)]
}

function requestFamilies({ backends, counts }: BalancerSource): Family[] {
  const rows = [...backends, '']
  const [requests, duration] = ['lbbench_balancer_requests_total', 'lbbench_balancer_request_duration_seconds']
  return [
    {
      name: requests,
      type: 'counter',
      help: 'Requests that ended, warm-up included, by the backend whose answer went to the client (none where the balancer answered itself) and the status; 499: the client left before.',
      labelNames: ['backend', 'code'],
      collect(add) {
        rows.forEach((backend, row) => {
          for (const { status, requests } of counts.statusesOf(row)) add({ backend, code: status }, requests)
        })
      },
    },
    {
      name: duration,
      type: 'histogram',
      help: 'From the head of a request to the end of its answer, warm-up included, by the backend that answered.',
      labelNames: ['backend'],
      collect(add) {
        rows.forEach((backend, row) => {
          counts.durations.tell(add, duration, row, { backend })
        })
      },
    },
    {
      name: 'lbbench_balancer_tries_total',
      type: 'counter',
      help: 'Tries that ended, warm-up included, by backend and what they ended of: an answer of any status, connect, reset, timeout, invalid, or cancelled because another one was faster or the client left.',
      labelNames: ['backend', 'cause'],
      collect(add) {
        backends.forEach((backend, row) => {
          for (const { cause, tries } of counts.causesOf(row)) add({ backend, cause }, tries)
        })
      },
    },
  ]
}

function backendFamilies({ backends, balancer, now, plane }: BalancerSource): Family[] {
  const each = (read: (backend: number) => number): Family['collect'] => {
    return add => {
      backends.forEach((backend, i) => {
        add({ backend }, read(i))
      })
    }
  }
  const labelNames = ['backend']
  return [
    {
      name: 'lbbench_balancer_backend_in_flight',
      type: 'gauge',
      help: 'Tries that were sent to the backend and have not ended.',
      labelNames,
      collect: each(backend => balancer().inFlight(backend)),
    },
    {
      name: 'lbbench_balancer_backend_up',
      type: 'gauge',
      help: '1 where the backend is healthy and in the pool, 0 where not; one at its limit is up.',
      labelNames,
      collect: each(backend => Number(balancer().healthy(backend, now()))),
    },
    {
      name: 'lbbench_balancer_upstream_idle_connections',
      type: 'gauge',
      help: 'Connections to the backend that wait for a request.',
      labelNames,
      collect: each(backend => plane.upstreams().idle[backend]!),
    },
    {
      name: 'lbbench_balancer_upstream_connections_total',
      type: 'counter',
      help: 'Connections to the backend ever opened.',
      labelNames,
      collect: each(backend => plane.upstreams().opened[backend]!),
    },
  ]
}

function planeFamilies({ plane }: BalancerSource): Family[] {
  const { stats } = plane
  return [
    gauge(
      'lbbench_balancer_requests_in_flight',
      'Requests that have not ended, held ones included.',
      () => plane.underWay().requests,
    ),
    gauge(
      'lbbench_balancer_queue_length',
      'Requests that are held: they wait for a place at a backend, or for the end of a backoff.',
      () => plane.underWay().held,
    ),
    counter('lbbench_balancer_refused_requests_total', 'Requests refused for their framing.', () => stats.refused),
    counter(
      'lbbench_balancer_client_timeouts_total',
      'Clients that did not send their request, or take their answer, in time.',
      () => stats.clientsTimedOut,
    ),
    counter(
      'lbbench_balancer_stale_connections_total',
      'Requests sent again because a kept-alive connection had just been closed.',
      () => stats.staleRetries,
    ),
    counter(
      'lbbench_balancer_cut_answers_total',
      'Answers that broke off after the client had got their beginning.',
      () => stats.cutAnswers,
    ),
  ]
}

/** What the balancer counts anyway; see `BalancerStats`. */
function statFamilies({ balancer }: BalancerSource): Family[] {
  return (Object.keys(statTexts) as (keyof BalancerStats)[]).map(stat => {
    const [name, help, factor = 1] = statTexts[stat]
    const value = (): number => balancer().stats[stat] * factor
    return counter(`lbbench_balancer_${name}`, `${help}; since measuring began.`, value)
  })
}

/** Name, help, and what the count is to be multiplied with. */
const statTexts: Readonly<Record<keyof BalancerStats, readonly [string, string, number?]>> = {
  retries: ['retries_total', 'Tries after the first of a request, without hedges'],
  retriesDenied: ['retries_denied_total', 'Retries that the budget or a breaker forbade'],
  hedges: ['hedges_total', 'Second tries beside one that had not answered in time'],
  hedgesWon: ['hedges_won_total', 'Hedges that answered first'],
  queued: ['queued_requests_total', 'Requests that had to wait in the queue'],
  queuedMs: ['queue_wait_seconds_total', 'Time that requests waited in the queue', 0.001],
  queueTimeouts: ['queue_timeouts_total', 'Requests whose patience ended in the queue'],
  shed: ['shed_requests_total', 'Requests answered 503 at once: the queue was full, or a breaker open'],
  checks: ['health_checks_total', 'Active health checks that ended'],
  checksFailed: ['health_checks_failed_total', 'Active health checks that failed'],
  markedDown: ['marked_down_total', 'Times that checks or passive health took a backend out'],
  ejections: ['ejections_total', 'Ejections by outlier detection'],
  panicPicks: ['panic_picks_total', 'Picks made while health was ignored, too few backends being healthy'],
  sessionsBound: ['sessions_bound_total', 'Sessions bound to a backend for the first time'],
  sessionsKept: ['sessions_kept_total', "Requests sent to their session's backend"],
  sessionsBroken: ['sessions_broken_total', "Requests whose session's backend could not serve them"],
  probes: ['probes_total', 'Probes sent by the strategy'],
}
