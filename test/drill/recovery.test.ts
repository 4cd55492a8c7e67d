import { describe, expect, it, test } from 'vitest'
import { errorKinds, type Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Incident } from '../../src/model/incident.js'
import { type Row, recordOf } from '../results/synthetic.js'
import { crash, drillOf, evenRows } from './drill-trials.js'

const slow: Incident = { ...crash, name: 'slow', kind: 'slow' }

function recoveryOf(trial: Trial, incident = 0): string {
  const { metrics, atLeast } = drillValues(trial)[incident]!
  return `${atLeast.includes('recoveryMs') ? 'at least ' : ''}${metrics.recoveryMs}`
}

/** A fourth of the requests due in these times takes 50 ms, not 10. */
const slowIn = (...spans: readonly (readonly [number, number])[]): Row[] =>
  evenRows(({ dueMs, backend }): Partial<Row> => {
    const befallen = backend === 3 && spans.some(([from, to]) => dueMs >= from && dueMs < to)
    return befallen ? { doneMs: dueMs + 50 } : {}
  })

describe('recovery, of requests 1 ms apart that take 10 ms, from 3 s on', () => {
  test.each<[what: string, rows: Row[], expected: string]>([
    ['nothing befalls anybody', slowIn(), '0'],
    ['slow for 1.2 s', slowIn([3000, 4200]), '1200'],
    ['slow for part of a window', slowIn([3000, 4230]), '1300'],
    ['slow onset: it begins a second late', slowIn([4000, 5200]), '2200'],
    ['slow again after it seemed to be back', slowIn([3000, 3500], [5000, 5500]), '2500'],
    ['slow until the end of the incident', slowIn([3000, 6000]), '3000'],
    ['slow long after the incident: a backlog', slowIn([3000, 8000]), '5000'],
    ['slow until the last second of the run', slowIn([3000, 8990]), '6000'],
    ['slow until the last second of the run has begun', slowIn([3000, 9500]), 'at least 7000'],
    ['slow before as well: that is normal', slowIn([0, 10_000]), '0'],
    // Five of a thousand are fewer than a p99 is about; of none before, chance allows so many, and not fifty.
    ['five slow requests', slowIn([4000, 4020]), '0'],
    ['fifty slow requests', slowIn([4000, 4200]), '1200'],
  ])('%s', (_, rows, expected) => {
    expect(recoveryOf(drillOf(rows, { incidents: [slow] }))).toBe(expected)
  })

  it('counts requests that fail as slow ones, however fast they do', () => {
    const failing = evenRows(({ dueMs, backend }): Partial<Row> => {
      return backend === 3 && dueMs >= 3000 && dueMs < 4000 ? { status: 503, doneMs: dueMs + 1 } : {}
    })
    expect(recoveryOf(drillOf(failing))).toBe('1000')
  })

  it('sees failures among the large clumps of slow requests that a busy machine makes', () => {
    const stalls = evenRows(({ dueMs, backend }): Partial<Row> => {
      if (backend === 3 && dueMs >= 3000 && dueMs < 3100) return { status: 503, doneMs: dueMs + 1 }
      return dueMs >= 1000 && dueMs < 1290 ? { doneMs: dueMs + 50 } : {}
    })
    expect(recoveryOf(drillOf(stalls))).toBe('100')
  })

  it('takes a tenth more for as good as before', () => {
    const longer = (factor: number): Row[] =>
      evenRows(({ dueMs }) => (dueMs < 3000 ? {} : { doneMs: dueMs + 10 * factor }))
    expect(recoveryOf(drillOf(longer(1.09)))).toBe('0')
    expect(recoveryOf(drillOf(longer(1.11)))).toBe('at least 7000')
  })
})

describe('recovery of two incidents', () => {
  const second: Incident = { ...slow, name: 'slow-2', fromMs: 7000, toMs: 8000 }
  const incidents = [{ ...slow, toMs: 4000 }, second]

  it('is each of its own', () => {
    const trial = drillOf(slowIn([3000, 4000], [7000, 7500]), { incidents })
    expect([recoveryOf(trial, 0), recoveryOf(trial, 1)]).toEqual(['1000', '500'])
  })

  it('ends for the first when the second begins', () => {
    const trial = drillOf(slowIn([3000, 10_000]), { incidents })
    expect([recoveryOf(trial, 0), recoveryOf(trial, 1)]).toEqual(['at least 4000', 'at least 3000'])
  })

  it('does not blame the first for requests that the second caught under way', () => {
    // All of the last 200 ms hang until their time-out, which is the doing of a freeze at 7 s.
    const hanging = evenRows(({ dueMs }): Partial<Row> => {
      return dueMs >= 6995 && dueMs < 7500 ? { status: errorKinds.timeout, doneMs: dueMs + 2000 } : {}
    })
    const trial = drillOf(hanging, { incidents })
    expect([recoveryOf(trial, 0), recoveryOf(trial, 1)]).toEqual(['0', '500'])
  })
})

describe('recovery where there is too little to tell', () => {
  it.each([
    ['less than half a second before', { incidents: [{ ...slow, fromMs: 499 }] }],
    ['from the start', { incidents: [{ ...slow, fromMs: 0 }] }],
    ['fewer than a hundred requests before', { record: recordOf(evenRows(undefined, 20)) }],
    ['less than a second to the end of the run', { incidents: [{ ...slow, fromMs: 9100, toMs: 10_000 }] }],
    ['nothing but failures before', { record: recordOf(evenRows(() => ({ status: 500 }))) }],
  ])('%s', (_, changes) => {
    expect(recoveryOf(drillOf(slowIn([3000, 4000]), changes))).toBe('null')
  })
})

it('knows that nobody asks while everybody waits', () => {
  // Eight users, each asking when answered; all are caught by a freeze at 3 s, and let go by their time-outs at 5 s.
  const users = Array.from({ length: 8 }, (_, client) =>
    Array.from({ length: 1000 }, (_, i): Row[] => {
      const dueMs = i * 10 + client
      if (dueMs >= 3000 && dueMs < 5000) return []
      const caught = dueMs >= 2990 && dueMs < 3000
      return [{ dueMs, client, ...(caught ? { status: errorKinds.timeout, doneMs: 5000 } : { doneMs: dueMs + 10 }) }]
    }).flat(),
  ).flat()
  expect(recoveryOf(drillOf(users, { incidents: [{ ...crash, fromMs: 3000 }] }))).toBe('2000')
})
