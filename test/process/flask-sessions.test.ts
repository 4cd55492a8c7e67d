import { expect, it } from 'vitest'
import type { TrialRecord } from '../../src/bench/trial.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import { noLimit } from '../../src/model/balancer-spec.js'
import { type SessionStoreName, sessionEnds, sessionStores } from '../../src/model/sessions.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { runJob } from '../../src/virtual/run-job.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

/** One user after the other's answer, so that everything happens in the order of the workload, in both worlds. */
function scenarioOf(store: SessionStoreName, workers: number, backendKind?: string): Scenario {
  return tinyScenario(({ backends, traffic, run }) => ({
    backends: backends
      .slice(0, 2)
      .map(spec => ({ ...spec, workers, latency: { kind: 'constant' as const, valueMs: 1 } })),
    traffic: {
      ...traffic,
      load: { kind: 'closed', connections: 1, think: { kind: 'constant', valueMs: 0 } },
      clients: { count: 12, zipf: 0 },
      sessions: { store, redisUrl: '', storeLatency: { kind: 'constant', valueMs: 0.3 }, lifeMs: noLimit },
    },
    run: { ...run, durationMs: 1000, ...(backendKind !== undefined && { backendKind }) },
  }))
}

async function flask(scenario: Scenario): Promise<TrialRecord> {
  return (await embeddedEngine.run(planFor(scenario, 'rr'), new AbortController().signal)).record!
}

function virtual(scenario: Scenario): TrialRecord {
  const { strategy, options } = planFor(scenario, 'rr').candidate
  return runJob({ scenario, strategy, options, seed: 1, records: true }).record!
}

it.each(sessionStores)(
  'what becomes of sessions in %s is under gunicorn what virtual time says, request by request',
  async store => {
    const record = await flask(scenarioOf(store, 1, 'gunicorn'))
    const predicted = virtual(scenarioOf(store, 1))
    const rows = Math.min(record.size, predicted.size, 100)
    expect(rows).toBeGreaterThan(30)
    expect([...record.sessions!.end.slice(0, rows)]).toEqual([...predicted.sessions!.end.slice(0, rows)])
    expect([...record.sessions!.end.slice(0, rows)].includes(sessionEnds.lost)).toBe(store === 'memory')
    if (store === 'redis') expect(record.sessions!.storeMs[rows - 1]).toBeGreaterThan(0)
  },
)

it('the memory of one worker is not that of the next: sessions get lost on their own backend', async () => {
  const scenario = scenarioOf('memory', 4, 'gunicorn')
  const { sessions } = await flask({ ...scenario, backends: scenario.backends.slice(0, 1) })
  expect([...sessions!.end]).toContain(sessionEnds.lost)
})
