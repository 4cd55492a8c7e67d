import { describe, expect, it } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Row } from '../results/synthetic.js'
import { crash, drillOf, evenRows, sightOf } from './drill-trials.js'

/** Those due to the last backend in that time are refused. */
const refusedIn = (fromMs: number, toMs: number): Row[] =>
  evenRows(({ dueMs, backend }): Partial<Row> => {
    const refused = { status: errorKinds.refused, doneMs: dueMs + 1, backend: -1 }
    return backend === 3 && dueMs >= fromMs && dueMs < toMs ? refused : {}
  })

describe('a crash that is found after half a second', () => {
  const rows = refusedIn(3000, 3500)
  const found = (window: number, backend: number): number => {
    if (window < 30 || window >= 35) return window >= 35 && window < 60 ? (backend === 3 ? 0 : 100 / 3) : 25
    return 25
  }
  const sight = sightOf(found, [
    { atMs: 3490, backend: 3, state: 'unhealthy' },
    { atMs: 6000, backend: 3, state: 'in' },
  ])

  it('is what the numbers say', () => {
    expect(drillValues(drillOf(rows, { sight }))).toEqual([
      {
        incident: 'crash',
        metrics: {
          detectionMs: 500,
          recoveryMs: 500,
          // Every fourth of 500.
          hurt: 125,
          // Clients 3, 7, ..., 99.
          clientsHurt: 0.25,
          overshoot: 1,
          wrongEjections: 0,
          lostSessions: null,
          retriesSpent: 0,
        },
        atLeast: [],
      },
    ])
  })

  it('is the same for clients where nobody sees the balancer', () => {
    const [values] = drillValues(drillOf(rows))
    expect(values!.metrics).toMatchObject({
      detectionMs: null,
      recoveryMs: 500,
      hurt: 125,
      overshoot: null,
      wrongEjections: null,
    })
  })
})

it('takes as long as can be looked for where it never ends', () => {
  const [values] = drillValues(
    drillOf(refusedIn(3000, 10_000), { incidents: [{ ...crash, toMs: 10_000 }], sight: sightOf(() => 25) }),
  )
  expect(values).toMatchObject({
    metrics: { detectionMs: 7000, recoveryMs: 7000, hurt: 1750, overshoot: null },
    atLeast: ['detectionMs', 'recoveryMs'],
  })
})
