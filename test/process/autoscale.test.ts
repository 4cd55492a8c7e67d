import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import { engines } from '../../src/live/engines/index.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { planFor } from './tiny-scenario.js'

/** Two backends; four from half a second on, two again from one and a half on. */
function scaled(more: object = {}, scaling: object = {}): Scenario {
  const outcome = toScenario(
    {
      backends: { count: 2, latency: '5ms' },
      traffic: { rate: 100, timeout: '5s' },
      balancer: { health: 'none' },
      scaling: {
        ...{ policy: 'predictive', metric: 'rate', target: 50, min: 2, max: 4 },
        ...{ boot: '100ms', lead: '0ms', every: '200ms' },
        schedule: [
          { at: '0s', count: 2 },
          { at: '500ms', count: 4 },
          { at: '1500ms', count: 2 },
        ],
        ...scaling,
      },
      run: { duration: '2500ms', warmup: '200ms', rounds: 1, ...more },
    },
    { name: 'x', read: () => '' },
  )
  if ('problems' in outcome) throw new Error(outcome.problems.map(({ message }) => message).join('\n'))
  return outcome.scenario
}

describe('an autoscaler over real processes', () => {
  it.each(['shared', 'process'])(
    'has backends join, serve, drain and stop, and loses no request: isolation %s',
    async isolation => {
      const { record, scaling } = await embeddedEngine.run(
        planFor(scaled({ isolation }), 'rr'),
        new AbortController().signal,
      )
      expect(new Set(record!.status)).toEqual(new Set([200]))
      const { counts, requests, bad } = scaling!
      expect(counts[0]).toEqual({ atMs: -200, desired: 2, paid: 2, serving: 2 })
      const most = counts.findIndex(({ serving }) => serving === 4)
      expect(most).toBeGreaterThan(0)
      // They were paid for before they served.
      expect(counts.slice(0, most).some(({ paid, serving }) => paid === 4 && serving === 2)).toBe(true)
      expect(counts.at(-1)).toMatchObject({ desired: 2, paid: 2, serving: 2 })
      expect(requests.reduce((sum, count) => sum + count, 0)).toBe(record!.dueMs.filter(ms => ms >= 0).length)
      expect(bad).toEqual([0, 0, 0])
      // Newcomers answered, none of them before they had joined, none long after they had left.
      const joinedMs = counts[most]!.atMs
      const theirs = [...record!.backend].flatMap((backend, row) => (backend >= 2 ? [record!.sentMs[row]!] : []))
      expect(theirs.length).toBeGreaterThan(10)
      expect(Math.min(...theirs)).toBeGreaterThan(500)
      expect(joinedMs).toBeGreaterThan(500)
      expect(new Set([...record!.backend])).toEqual(new Set([0, 1, 2, 3]))
    },
    60_000,
  )

  it('sees what it needs of its metric: p99', async () => {
    const policy = { policy: 'hpa', metric: 'p99', target: '1ms', stabilise: '1s' }
    const { scaling } = await embeddedEngine.run(planFor(scaled({}, policy), 'lc'), new AbortController().signal)
    const seen = scaling!.decisions.map(({ value }) => value)
    // Every period had requests; nothing is slower than the clock of the backends can tell.
    expect(seen.slice(1).filter(value => value === null || value < 4.5)).toEqual([])
    expect(scaling!.counts.at(-1)!.serving).toBe(4)
  }, 60_000)

  it('is refused before a balancer that is not ours, and where it decides too fast', () => {
    const [nginx, lc] = parseCandidates('nginx:lc,lc', ['embedded', 'nginx'])
    expect(engines.find(({ name }) => name === 'nginx')!.refuses(nginx!, scaled())).toMatch(
      /^an autoscaler reads and changes the pool of lbbench's own/,
    )
    expect(embeddedEngine.refuses(lc!, scaled({}, { every: '50ms' }))).toMatch(/decides every 50 ms is too fast/)
    expect(embeddedEngine.refuses(lc!, scaled())).toBeUndefined()
  })
})
