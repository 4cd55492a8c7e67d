import { describe, expect, it } from 'vitest'
import { FleetCounts } from '../../../src/live/backends/fleet-counts.js'
import { fleetFamilies } from '../../../src/live/backends/fleet-families.js'
import { registryOf } from '../../../src/live/metrics/family.js'
import { fates } from '../../../src/model/fate.js'

/** What backends a and b tell: b has 5 requests, of which 2 wait and 1 knocks, and is down. */
async function linesOf(counts: FleetCounts): Promise<string[]> {
  const registry = await registryOf(
    fleetFamilies({
      backends: ['a', 'b'],
      counts,
      up: backend => backend === 0,
      present: backend => backend * 5,
      waiting: backend => backend * 2,
      knocking: backend => backend,
    }),
  )
  return (await registry.metrics())
    .split('\n')
    .filter(line => !line.startsWith('#') && !/ 0$/.test(line) && line !== '')
}

describe('what simulated backends count', () => {
  it('is each request by how it ended', async () => {
    const counts = new FleetCounts(2)
    for (const fate of Object.values(fates)) counts.ended(1, fate, 0.5, 20)
    counts.crashed(1)
    expect((await linesOf(counts)).filter(line => line.startsWith('lbbench_backend_requests_total'))).toEqual(
      ['answer', 'error', 'reset', 'close', 'lost', 'storeFailed', 'crash'].map(
        outcome => `lbbench_backend_requests_total{backend="b",outcome="${outcome}"} 1`,
      ),
    )
  })

  it('is time at a worker, and before it, of its own requests', async () => {
    const counts = new FleetCounts(2)
    counts.ended(1, fates.answer, 3, 20)
    const lines = await linesOf(counts)
    expect(lines).toContain('lbbench_backend_service_seconds_sum{backend="b"} 0.02')
    expect(lines).toContain('lbbench_backend_queue_seconds_sum{backend="b"} 0.003')
    expect(lines.filter(line => line.includes('_seconds_count'))).toHaveLength(2)
  })

  it('is checks apart from requests', async () => {
    const counts = new FleetCounts(2)
    counts.checked(0)
    expect((await linesOf(counts)).filter(line => line.includes('_total'))).toEqual([
      'lbbench_backend_health_checks_total{backend="a"} 1',
    ])
  })

  it('and where requests stand', async () => {
    const lines = await linesOf(new FleetCounts(2))
    expect(lines).toEqual([
      'lbbench_backend_up{backend="a"} 1',
      'lbbench_backend_in_service{backend="b"} 2',
      'lbbench_backend_queue_length{backend="b"} 2',
      'lbbench_backend_backlog_overflow{backend="b"} 1',
    ])
  })
})
