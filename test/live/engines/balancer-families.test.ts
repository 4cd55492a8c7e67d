import { describe, expect, it } from 'vitest'
import { type BalancerSource, balancerFamilies } from '../../../src/live/engines/embedded/balancer-families.js'
import { RequestCounts } from '../../../src/live/engines/embedded/request-counts.js'
import { registryOf } from '../../../src/live/metrics/family.js'
import { noStats } from '../../../src/model/balancer-stats.js'
import type { Cause } from '../../../src/strategies/strategy.js'

const causes: readonly Cause[] = ['answer', 'connect', 'reset', 'timeout', 'invalid', 'cancelled']

/** Backends a and b; b is down, and has 3 requests; 1 of 7 requests is held. */
function source(changes: Partial<BalancerSource> = {}): BalancerSource {
  const stats = { requests: 0, refused: 2, clientsGone: 0, clientsTimedOut: 0, staleRetries: 0, cutAnswers: 0 }
  const balancer = { stats: noStats(), inFlight: (i: number) => 3 * i, healthy: (i: number) => i === 0 }
  return {
    backends: ['a', 'b'],
    counts: new RequestCounts(2),
    plane: { stats, underWay: () => ({ requests: 7, held: 1 }), upstreams: () => ({ idle: [0, 4], opened: [0, 5] }) },
    balancer: () => balancer,
    now: () => 0,
    ...changes,
  }
}

async function linesOf(of: BalancerSource): Promise<string[]> {
  const text = await (await registryOf(balancerFamilies(of))).metrics()
  return text.split('\n').filter(line => !line.startsWith('#') && !/ 0$/.test(line) && line !== '')
}

describe('what the balancer tells', () => {
  it('is requests by backend and status; those it answered itself have no backend', async () => {
    const counts = new RequestCounts(2)
    counts.requestEnded(1, 200, 5)
    counts.requestEnded(1, 200, 5)
    counts.requestEnded(0, 999, 5)
    counts.requestEnded(-1, 503, 5)
    const lines = await linesOf(source({ counts }))
    expect(lines.filter(line => line.startsWith('lbbench_balancer_requests_total'))).toEqual([
      'lbbench_balancer_requests_total{backend="a",code="999"} 1',
      'lbbench_balancer_requests_total{backend="b",code="200"} 2',
      'lbbench_balancer_requests_total{backend="",code="503"} 1',
    ])
    expect(lines).toContain('lbbench_balancer_request_duration_seconds_sum{backend="b"} 0.01')
  })

  it('is tries by what they ended of, every cause of them', async () => {
    const counts = new RequestCounts(2)
    for (const cause of causes) counts.tryEnded(1, cause)
    const lines = await linesOf(source({ counts }))
    expect(lines.filter(line => line.startsWith('lbbench_balancer_tries_total'))).toEqual(
      causes.map(cause => `lbbench_balancer_tries_total{backend="b",cause="${cause}"} 1`),
    )
  })

  it('is how things stand', async () => {
    expect(await linesOf(source())).toEqual([
      'lbbench_balancer_backend_in_flight{backend="b"} 3',
      'lbbench_balancer_backend_up{backend="a"} 1',
      'lbbench_balancer_upstream_idle_connections{backend="b"} 4',
      'lbbench_balancer_upstream_connections_total{backend="b"} 5',
      'lbbench_balancer_requests_in_flight 7',
      'lbbench_balancer_queue_length 1',
      'lbbench_balancer_refused_requests_total 2',
    ])
  })

  it('is every count of the balancer, each by one name, times in seconds', async () => {
    const stats = Object.fromEntries(Object.keys(noStats()).map((name, i) => [name, 1000 * (i + 1)]))
    const balancer = { stats: stats as never, inFlight: () => 0, healthy: () => false }
    const told = (await linesOf(source({ balancer: () => balancer }))).map(line => line.split(' '))
    for (const [name, value] of Object.entries(stats))
      expect(told.filter(([, text]) => Number(text) === (name === 'queuedMs' ? value / 1000 : value))).toHaveLength(1)
    expect(told.find(([name]) => name === 'lbbench_balancer_queue_wait_seconds_total')).toBeDefined()
  })
})
