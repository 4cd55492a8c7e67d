import type { Trial } from '../../src/bench/trial.js'
import type { Incident } from '../../src/model/incident.js'
import { type BalancerSight, type SightChange, windowMs } from '../../src/model/sight.js'
import { type Row, recordOf } from '../results/synthetic.js'

/** Ten seconds, of which the fourth to the sixth are the incident's. */
export const durationMs = 10_000
export const crash: Incident = { name: 'crash', kind: 'crash', fromMs: 3000, toMs: 6000, backends: [3] }

/** Evenly spaced requests to four backends in turn, 1,000 a second, 10 ms each; `change` says what befell one of them. */
export function evenRows(
  change: (row: Row & { readonly backend: number }) => Partial<Row> = () => ({}),
  perSecond = 1000,
): Row[] {
  return Array.from({ length: (durationMs / 1000) * perSecond }, (_, i) => {
    const dueMs = (i * 1000) / perSecond
    const row = { dueMs, doneMs: dueMs + 10, backend: i % 4, client: i % 100, queueMs: 2, appMs: 8 }
    return { ...row, ...change(row) }
  })
}

/** A trial of four equal backends; without `sight` its balancer is out of sight. */
export function drillOf(rows: readonly Row[], changes: Partial<Trial> = {}): Trial {
  return {
    role: 'candidate',
    candidate: 'rr',
    round: 0,
    position: 0,
    attempt: 1,
    seed: 1,
    backends: ['b1', 'b2', 'b3', 'b4'],
    weights: [1, 1, 1, 1],
    durationMs,
    record: recordOf(rows),
    tally: undefined,
    health: undefined,
    incidents: [crash],
    objectiveMs: 100,
    ...changes,
  }
}

/** Tries by window and backend. */
export function sightOf(
  tries: (window: number, backend: number) => number,
  changes: readonly SightChange[] = [],
  backends = 4,
): BalancerSight {
  const windows = durationMs / windowMs
  return {
    tries: Float64Array.from({ length: windows * backends }, (_, i) => tries(Math.floor(i / backends), i % backends)),
    changes,
  }
}
