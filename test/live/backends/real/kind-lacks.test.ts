import { describe, expect, it } from 'vitest'
import { kindLacks } from '../../../../src/live/backends/real/kind-lacks.js'
import type { FaultEvent } from '../../../../src/model/backend-spec.js'
import type { BackendKind } from '../../../../src/scenario/backend-kind/kind.js'
import { toScenario } from '../../../../src/scenario/to-scenario.js'

const kind: BackendKind = {
  name: 'app',
  description: '',
  folder: '/app',
  title: 'app',
  command: ['app'],
  version: undefined,
  env: {},
  ready: { path: '/', timeoutMs: 1000 },
  stop: { signal: 'SIGTERM', graceMs: 0 },
  needs: [],
  concurrency: { workers: 'processes', threads: 'threads', unlimited: false },
  can: ['demand', 'cpu', 'errors', 'resets', 'closes', 'hangs', 'sessions'],
}

function lack(backend: object, changed: Partial<BackendKind> = {}): string | undefined {
  const document = { backends: { name: 'x', latency: '5ms', ...backend }, traffic: { rate: 10 } }
  const outcome = toScenario(document, { name: 'test', read: () => '' })
  if (!('scenario' in outcome)) throw new Error(JSON.stringify(outcome.problems))
  return kindLacks({ ...kind, ...changed }, outcome.scenario)
}

describe('what a kind lacks', () => {
  it('is nothing of what a server that answers the whole protocol can do', () => {
    const failures = { errors: '1%', resets: '1%', closes: '1%', hangs: '1%' }
    const faults = [
      { at: '1s', do: 'crash' },
      { at: '2s', do: 'recover' },
    ]
    expect(lack({ workers: 4, threads: 2, cpu: '50%', failures, faults })).toBeUndefined()
  })

  it('is no freeze, stop, or late start, but errors that begin on command', () => {
    const outcome = toScenario(
      { backends: { latency: '5ms' }, traffic: { rate: 10 } },
      { name: 'test', read: () => '' },
    )
    const { scenario } = outcome as Extract<typeof outcome, { scenario: unknown }>
    const befallen = (...faults: FaultEvent[]): string | undefined =>
      kindLacks(kind, { ...scenario, backends: scenario.backends.map(spec => ({ ...spec, faults })) })
    const kinds = ['recover', 'freeze', 'thaw', 'stop', 'crash'] as const
    expect(befallen(...kinds.map((what, i) => ({ atMs: i, kind: what })))).toBeUndefined()
    expect(befallen({ atMs: 1, kind: 'errors', share: 0.3, status: 503 })).toMatch(/cannot begin to fail on command/)
  })

  it.each([
    [{ faults: [{ from: '1s', to: '2s', slow: '3x' }] }, {}, /cannot become slow on command/],
    [{ cpu: '10%' }, { can: ['demand'] }, /does not say that it can do cpu/],
    [{ failures: { errors: '1%' } }, { can: [] }, /does not say that it can do errors/],
    [{ failures: { resets: '1%' } }, { can: ['errors'] }, /does not say that it can do resets/],
    [{ failures: { hangs: '1%' } }, { can: ['errors'] }, /does not say that it can do hangs/],
    [{ workers: 2 }, { concurrency: { workers: false, threads: false, unlimited: false } }, /workers must be 1/],
    [
      { threads: 2 },
      { concurrency: { workers: 'processes', threads: false, unlimited: true } },
      /whoever comes at once/,
    ],
  ] as const)('%j', (backend, changed, message) => {
    expect(lack(backend, changed as Partial<BackendKind>)).toMatch(message)
    expect(lack(backend, changed as Partial<BackendKind>)).toContain('(backend x)')
  })
})
