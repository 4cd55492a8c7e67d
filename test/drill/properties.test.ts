import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorKinds, type Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import { randomStream } from '../../src/model/random.js'
import { type Row, recordOf } from '../results/synthetic.js'
import { crash, drillOf, durationMs, sightOf } from './drill-trials.js'

/** A trial at random: some 300 requests, slower and more often failing while the incident lasts. */
interface Drawn {
  readonly seed: number
  readonly share: number
  readonly until: number
}
const drawn = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  until: fc.integer({ min: 30, max: 100 }),
})

function rowsOf({ seed, share, until }: Drawn): Row[] {
  const random = randomStream(seed, 'drill properties')
  return Array.from({ length: 300 }, (_, i) => {
    const dueMs = Math.floor(random.next() * (durationMs + 500) * 1000) / 1000 - 500
    const isSick = dueMs >= crash.fromMs && dueMs < until * 100 && random.next() < share
    const latencyMs = (isSick ? 60 : 5) * (1 + 5 * random.next())
    const status = isSick && random.next() < 0.5 ? errorKinds.reset : random.next() < 0.02 ? 503 : 200
    return { dueMs, doneMs: dueMs + latencyMs, status, client: i % 40, tries: 1 + Number(isSick) }
  })
}

const trialOf = (rows: readonly Row[], { until }: Drawn, changes: Partial<Trial> = {}): Trial =>
  drillOf(rows, {
    sight: sightOf(
      (window, backend) => (backend === 3 && window >= until && window < 60 ? 0 : 10),
      [
        { atMs: until * 100, backend: 3, state: 'unhealthy' },
        { atMs: until * 100, backend: 1, state: 'banned' },
      ],
    ),
    ...changes,
  })

describe('what an incident did', () => {
  it('does not hang on the order of rows', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 1e6 }), (shape, seed) => {
        const rows = rowsOf(shape)
        const random = randomStream(seed, 'shuffle')
        const shuffled = rows.map(row => ({ row, at: random.next() })).sort((a, b) => a.at - b.at)
        expect(
          drillValues(
            trialOf(
              shuffled.map(({ row }) => row),
              shape,
            ),
          ),
        ).toEqual(drillValues(trialOf(rows, shape)))
      }),
    )
  })

  it('does not hang on when it was: all times later by so many windows shift nothing', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 50 }), (shape, windows) => {
        const rows = rowsOf(shape).filter(({ dueMs }) => dueMs >= 0)
        const byMs = windows * 100
        const trial = trialOf(rows, shape)
        const [later] = [rows.map(row => ({ ...row, dueMs: row.dueMs + byMs, doneMs: row.doneMs! + byMs }))]
        const shifted: Trial = {
          ...trial,
          durationMs: durationMs + byMs,
          record: recordOf(later!),
          incidents: [{ ...crash, fromMs: crash.fromMs + byMs, toMs: crash.toMs + byMs }],
          sight: {
            tries: Float64Array.from([...new Array<number>(windows * 4).fill(0), ...trial.sight!.tries]),
            changes: trial.sight!.changes.map(change => ({ ...change, atMs: change.atMs + byMs })),
          },
        }
        const [one, other] = [drillValues(trial)[0]!, drillValues(shifted)[0]!]
        expect(other.atLeast).toEqual(one.atLeast)
        for (const [name, value] of Object.entries(one.metrics)) {
          const same = other.metrics[name as keyof typeof other.metrics]
          if (value === null) expect(same, name).toBeNull()
          else expect(same, name).toBeCloseTo(value, 6)
        }
      }),
    )
  })

  it('never hurts more where more are answered well in its time', () => {
    fc.assert(
      fc.property(drawn, fc.array(fc.integer({ min: 3000, max: 9999 }), { maxLength: 50 }), (shape, dues) => {
        const rows = rowsOf(shape)
        const good = dues.map((dueMs): Row => ({ dueMs, doneMs: dueMs + 5, client: dueMs % 40 }))
        const [one, more] = [drillValues(trialOf(rows, shape))[0]!, drillValues(trialOf([...rows, ...good], shape))[0]!]
        expect(more.metrics.hurt!).toBeLessThanOrEqual(one.metrics.hurt! + 1e-9)
      }),
    )
  })

  it('is within bounds', () => {
    fc.assert(
      fc.property(drawn, shape => {
        const { metrics, atLeast } = drillValues(trialOf(rowsOf(shape), shape))[0]!
        expect(metrics.detectionMs!).toBeGreaterThanOrEqual(0)
        expect(metrics.detectionMs!).toBeLessThanOrEqual(crash.toMs - crash.fromMs)
        expect(metrics.hurt!).toBeGreaterThanOrEqual(0)
        expect(metrics.clientsHurt!).toBeGreaterThanOrEqual(0)
        expect(metrics.clientsHurt!).toBeLessThanOrEqual(1)
        expect(metrics.recoveryMs ?? 0).toBeGreaterThanOrEqual(0)
        expect(metrics.recoveryMs ?? 0).toBeLessThanOrEqual(durationMs - crash.fromMs)
        if (atLeast.includes('recoveryMs')) expect(metrics.recoveryMs).toBe(durationMs - crash.fromMs)
      }),
    )
  })
})
