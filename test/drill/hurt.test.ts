import { describe, expect, it, test } from 'vitest'
import { errorKinds, type Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Row } from '../results/synthetic.js'
import { crash, drillOf, evenRows } from './drill-trials.js'

function hurtOf(
  rows: readonly Row[],
  changes: Partial<Trial> = {},
  incident = 0,
): { hurt: number | null; clientsHurt: number | null } {
  const { hurt, clientsHurt } = drillValues(drillOf(rows, changes))[incident]!.metrics
  return { hurt, clientsHurt }
}

type EvenRow = Row & { readonly backend: number }
/** One request in `every` of those due in that time. */
const oneIn = (every: number, from: number, to: number, then: (row: EvenRow) => Partial<Row>): Row[] =>
  evenRows(row => (row.dueMs >= from && row.dueMs < to && row.dueMs % every === 0 ? then(row) : {}))

describe('requests hurt by a crash at 3 s, of 1,000 a second and an objective of 100 ms', () => {
  test.each<[what: string, rows: Row[], hurt: number]>([
    ['nobody', evenRows(), 0],
    [
      'refused, after retries or at once',
      oneIn(4, 3000, 4000, ({ dueMs }) => ({ status: errorKinds.refused, doneMs: dueMs + 1 })),
      250,
    ],
    ['502 of the balancer', oneIn(10, 3000, 4000, () => ({ status: 502 })), 100],
    ['within the objective', oneIn(4, 3000, 4000, ({ dueMs }) => ({ doneMs: dueMs + 100 })), 0],
    ['beyond it', oneIn(4, 3000, 4000, ({ dueMs }) => ({ doneMs: dueMs + 101 })), 250],
    ['given up', oneIn(4, 3000, 4000, ({ dueMs }) => ({ status: errorKinds.timeout, doneMs: dueMs + 2000 })), 250],
    // Ten of the last 10 ms before it were with the backends; those with the dead one are cut off as it dies.
    ['under way when it died', oneIn(5, 2990, 3000, () => ({ status: errorKinds.reset, doneMs: 3000 })), 2],
    ['under way when it froze', oneIn(5, 2990, 3000, () => ({ status: errorKinds.timeout, doneMs: 5000 })), 2],
    ['hurt before it died', oneIn(5, 2880, 2890, () => ({ doneMs: 2999 })), 0],
    ['due in the last moments of the run', oneIn(4, 9900, 10_000, ({ dueMs }) => ({ doneMs: dueMs + 3000 })), 25],
  ])('%s', (_, rows, hurt) => {
    expect(hurtOf(rows).hurt).toBeCloseTo(hurt, 9)
  })

  it('are fewer by what would have been hurt anyway', () => {
    // One in a hundred fails all the time; then one in four.
    const rows = evenRows(({ dueMs }) =>
      dueMs % (dueMs >= 3000 && dueMs < 6000 ? 4 : 100) === 0 ? { status: 503 } : {},
    )
    // 750 in three seconds and 40 in four, less 1 % of 7,000.
    expect(hurtOf(rows).hurt).toBeCloseTo(790 - 70, 9)
  })

  it('are failures although slow requests come in large clumps, and a few failed before', () => {
    const rows = evenRows(({ dueMs, backend }): Partial<Row> => {
      if (dueMs === 1500) return { status: 502 }
      if (backend === 3 && dueMs >= 3000 && dueMs < 3100) return { status: 502 }
      return dueMs >= 1000 && dueMs < 1290 ? { doneMs: dueMs + 50 } : {}
    })
    // 25, less what one in 3,000 makes of 7,000.
    expect(hurtOf(rows).hurt).toBeCloseTo(25 - 7 / 3, 9)
  })

  it('are none where there are no more than chance explains', () => {
    const rows = (every: number): Row[] =>
      evenRows(({ dueMs }) => (dueMs % (dueMs < 3000 ? 100 : every) === 0 ? { status: 503 } : {}))
    expect(hurtOf(rows(100))).toEqual({ hurt: 0, clientsHurt: 0 })
    expect(hurtOf(rows(80))).toEqual({ hurt: 0, clientsHurt: 0 })
    // 140 where 70 were due of 30 seen among 3,000.
    expect(hurtOf(rows(50)).hurt).toBeCloseTo(70, 9)
  })

  it('are all that were slow where nobody says how long is too long', () => {
    const failing = oneIn(4, 3000, 4000, ({ dueMs }) => ({ doneMs: dueMs + 5000 }))
    const { objectiveMs: _, ...unsaid } = drillOf(failing)
    expect(drillValues(unsaid)[0]!.metrics.hurt).toBe(0)
  })

  it('cannot be told where less than half a second came before', () => {
    expect(hurtOf(evenRows(), { incidents: [{ ...crash, fromMs: 499 }] })).toEqual({ hurt: null, clientsHurt: null })
  })
})

describe('of two incidents', () => {
  const incidents = [
    { ...crash, toMs: 4000 },
    { ...crash, name: 'crash-2', fromMs: 7000, toMs: 8000 },
  ]

  it('each is blamed for what went wrong in its time', () => {
    const refused = ({ dueMs }: EvenRow) => ({ status: errorKinds.refused, doneMs: dueMs + 1 })
    const rows = evenRows(row => {
      if (row.dueMs % 4 !== 0) return {}
      if (row.dueMs >= 3000 && row.dueMs < 4000) return refused(row)
      // Under way when the second began.
      if (row.dueMs >= 6992 && row.dueMs < 7000) return { status: errorKinds.reset, doneMs: 7000 }
      return row.dueMs >= 7000 && row.dueMs < 7100 ? refused(row) : {}
    })
    expect([0, 1].map(incident => hurtOf(rows, { incidents }, incident).hurt)).toEqual([250, 27])
  })

  it('those that overlap share the blame', () => {
    const overlapping = [crash, { ...crash, name: 'crash-2', fromMs: 4000, toMs: 7000 }]
    // Two that fail just after 4 s were due before.
    const rows = oneIn(4, 3500, 5000, () => ({ status: 503 }))
    expect([0, 1].map(incident => hurtOf(rows, { incidents: overlapping }, incident).hurt)).toEqual([375, 252])
  })
})

describe('clients hurt', () => {
  it('are of those who asked in the time', () => {
    // A hundred clients in turn; half of them left before.
    const rows = evenRows(({ dueMs, client }) => ({ client: dueMs < 3000 ? client! : client! % 50 })).map(row =>
      row.dueMs >= 3000 && row.client! < 10 ? { ...row, status: 503 } : row,
    )
    expect(hurtOf(rows).clientsHurt).toBeCloseTo(10 / 50, 9)
  })

  it('are fewer by those chance would have hurt, who ask more often the likelier', () => {
    // Of everybody's requests one in a hundred fails, of ten clients' all from 3 s on; each asks 70 times then.
    const rows = evenRows(({ dueMs, client }) => {
      const unlucky = Math.floor(dueMs / 100) % 100 === client
      return unlucky || (dueMs >= 3000 && client! < 10) ? { status: 503 } : {}
    })
    const { clientsHurt } = hurtOf(rows)
    // 70 of the other clients' turns come in those 7 s, of which 3 to 9 are past: clients 30 to 99.
    const expected = 1 - 0.99 ** 70
    expect(clientsHurt).toBeCloseTo(Math.max(0, 0.8 - expected), 9)
  })
})
