import { describe, expect, it } from 'vitest'
import type { TrialRecord } from '../../src/bench/trial.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { nginxRetry } from '../../src/model/products.js'
import type { RequestKind } from '../../src/model/traffic.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { runJob } from '../../src/virtual/run-job.js'
import { backendSpec, failureSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

/** What `reference.test.ts` checks on thousands of requests, on few here, so that it can be read. */
interface Few {
  readonly backends: readonly BackendSpec[]
  /** When requests are due, ms. */
  readonly dueMs: readonly number[]
  readonly balancer?: Partial<Scenario['balancer']>
  readonly method?: string
  readonly timeoutMs?: number
  readonly strategy?: string
}

function fatesOf({ backends, dueMs, balancer, method = 'GET', timeoutMs = 1000, strategy = 'rr' }: Few): unknown[] {
  const load = { ...openLoop(1), arrivals: { kind: 'trace' as const, timesMs: dueMs } }
  const requests: RequestKind[] = [{ method, path: '/', bodyBytes: 0, share: 1 }]
  const scenario = scenarioOf({
    backends: backends.map((spec, i) => ({ ...spec, name: `b${i + 1}` })),
    traffic: traffic({ load, requests, timeoutMs }),
    balancer: { ...scenarioOf().balancer, retry: nginxRetry(2), ...balancer },
    run: { ...scenarioOf().run, warmupMs: 0 },
  })
  const { record } = runJob({ scenario, strategy, options: {}, seed: 1, records: true })
  return dueMs.map((_, row) => rowOf(record!, row))
}

/** One request, due at 0; the first backend is asked first. */
function fateOfOne(backends: readonly BackendSpec[], balancer: Few['balancer'] = {}, method = 'GET'): unknown {
  return fatesOf({ backends, dueMs: [0], balancer, method })[0]
}

function rowOf({ status, backend, doneMs, tries }: TrialRecord, row: number): unknown {
  return { status: status[row], backend: backend[row], doneMs: doneMs[row], tries: tries[row] }
}

const fine = backendSpec()
const down = backendSpec({ faults: [{ atMs: -1, kind: 'crash' }] })
const resets = backendSpec({ failures: failureSpec({ resetShare: 1, afterShare: 0.5 }) })
const hangs = backendSpec({ failures: failureSpec({ hangShare: 1, hangMs: 5000 }) })
const broken = backendSpec({ failures: failureSpec({ errorShare: 1, status: 503, afterShare: 0 }) })

describe('one request', () => {
  const table: [what: string, was: unknown, expected: unknown][] = [
    ['is answered', fateOfOne([fine, fine]), { status: 200, backend: 0, doneMs: 100, tries: 1 }],
    [
      'is answered with an error, which is an answer',
      fateOfOne([broken, fine]),
      { status: 503, backend: 0, doneMs: 0, tries: 1 },
    ],
    ['is refused, and goes elsewhere', fateOfOne([down, fine]), { status: 200, backend: 1, doneMs: 100, tries: 2 }],
    [
      'is refused, and goes elsewhere with POST too',
      fateOfOne([down, fine], {}, 'POST'),
      { status: 200, backend: 1, doneMs: 100, tries: 2 },
    ],
    ['is reset, and goes elsewhere', fateOfOne([resets, fine]), { status: 200, backend: 1, doneMs: 150, tries: 2 }],
    [
      'is reset, and does not go elsewhere with POST',
      fateOfOne([resets, fine], {}, 'POST'),
      { status: 502, backend: -1, doneMs: 50, tries: 1 },
    ],
    ['finds nobody', fateOfOne([down, down]), { status: 502, backend: -1, doneMs: 0, tries: 2 }],
    [
      'may not try again',
      fateOfOne([resets, fine], { retry: nginxRetry(0) }),
      { status: 502, backend: -1, doneMs: 50, tries: 1 },
    ],
    [
      'is never answered: the client gives up',
      fateOfOne([hangs, fine]),
      { status: 1, backend: -1, doneMs: 1000, tries: 1 },
    ],
    [
      'is never answered: the balancer gives up, and goes elsewhere',
      fateOfOne([hangs, fine], { readTimeoutMs: 300 }),
      { status: 200, backend: 1, doneMs: 400, tries: 2 },
    ],
    [
      'is never answered: the balancer gives up on all',
      fateOfOne([hangs, hangs], { readTimeoutMs: 300 }),
      { status: 504, backend: -1, doneMs: 600, tries: 2 },
    ],
    [
      'is never answered: the balancer gives up on a POST',
      fateOfOne([hangs, fine], { readTimeoutMs: 300 }, 'POST'),
      { status: 504, backend: -1, doneMs: 300, tries: 1 },
    ],
    [
      'is given up by both at the same time: the client is first',
      fateOfOne([hangs, hangs, hangs], { readTimeoutMs: 500 }),
      { status: 1, backend: -1, doneMs: 1000, tries: 2 },
    ],
  ]
  for (const [what, was, expected] of table) it(what, () => expect(was).toEqual(expected))

  it('is lost in a crash, and goes elsewhere', () => {
    const crashes = backendSpec({ faults: [{ atMs: 30, kind: 'crash' }] })
    expect(fateOfOne([crashes, fine])).toEqual({ status: 200, backend: 1, doneMs: 130, tries: 2 })
  })
})

describe('requests at one backend', () => {
  const answered = (doneMs: number): unknown => ({ status: 200, backend: 0, doneMs, tries: 1 })
  const gaveUp = (doneMs: number): unknown => ({ status: 1, backend: -1, doneMs, tries: 1 })

  it('knock again a second later where the backlog is full', () => {
    const backends = [backendSpec({ backlog: 0 })]
    const dueMs = [0, 10, 20, 30]
    expect(fatesOf({ backends, dueMs, timeoutMs: 2000 })).toEqual([100, 200, 1120, 1220].map(answered))
  })

  it('are forgotten where their client gives up while they knock, and worked off where it does so later', () => {
    const backends = [backendSpec({ backlog: 0, latency: { kind: 'constant', valueMs: 700 } })]
    const dueMs = [0, 10, 20, 1400]
    // The first is served until 700, the second until 1400 though nobody waits any more; the third knocks, to no end.
    const fates = [answered(700), gaveUp(910), gaveUp(920), answered(2100)]
    expect(fatesOf({ backends, dueMs, timeoutMs: 900 })).toEqual(fates)
  })

  it('are given up by the balancer in good time, whenever they got to the backend', () => {
    const [crash, recover] = [{ atMs: -1, kind: 'crash' } as const, { atMs: 100, kind: 'recover' } as const]
    const backends = [backendSpec({ faults: [crash, recover], latency: { kind: 'constant', valueMs: 350 } })]
    const balancer = { retry: nginxRetry(0), readTimeoutMs: 300 }
    // Held by `ideal` until the recovery, and given up before the next request comes.
    const [first] = fatesOf({ backends, dueMs: [0, 900], balancer, strategy: 'ideal' })
    expect(first).toEqual({ status: 504, backend: -1, doneMs: 400, tries: 1 })
  })
})
