import { describe, expect, it, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Incident, IncidentKind } from '../../src/model/incident.js'
import type { SightChange } from '../../src/model/sight.js'
import { crash, drillOf, evenRows, sightOf } from './drill-trials.js'

function detectionOf(changes: Partial<Trial>, incident = 0): string {
  const { metrics, atLeast } = drillValues(drillOf(evenRows(), changes))[incident]!
  return `${atLeast.includes('detectionMs') ? 'at least ' : ''}${metrics.detectionMs}`
}

/** 25 tries a window to each of four; the last gets `last` of them in its window, and the others share the rest. */
const sightWhere = (last: (window: number) => number, changes: readonly SightChange[] = []) =>
  sightOf((window, backend) => (backend === 3 ? last(window) : (100 - last(window)) / 3), changes)

describe('detection of a crash from 3 s to 6 s', () => {
  test.each<[what: string, last: (window: number) => number, expected: string]>([
    ['nothing goes there from its start', window => (window < 30 ? 25 : 0), '0'],
    ['nothing goes there from the window after', window => (window < 31 ? 25 : 0), '100'],
    ['after 12 windows', window => (window < 42 ? 25 : 0), '1200'],
    ['a window of which only part is left', window => (window < 42 ? 25 : window === 42 ? 12 : 0), '1300'],
    ['a probe a second after it was found', window => (window < 42 ? 25 : window % 10 === 0 ? 1 : 0), '1200'],
    ['one in ten is too much', window => (window < 42 ? 25 : 2.5), 'at least 3000'],
    ['one in eleven is not', window => (window < 42 ? 25 : 25 / 11), '1200'],
    ['it went for half a second only', window => (window >= 35 && window < 40 ? 0 : 25), 'at least 3000'],
    ['it went, came back, and went', window => (window < 35 || (window >= 40 && window < 50) ? 25 : 0), '2000'],
    ['two windows before it is over', window => (window < 58 ? 25 : 0), '2800'],
    ['one window before it is over', window => (window < 59 ? 25 : 0), 'at least 3000'],
    ['only when it was over', window => (window < 60 ? 25 : 0), 'at least 3000'],
    // Hashed clients sent it a fifth of its fair share before: a tenth of that is what counts.
    ['less than a tenth of what it got', window => (window < 42 ? 5 : 0), '1200'],
    ['a tenth of the fair share, which is half of what it got', window => (window < 30 ? 5 : 2.4), 'at least 3000'],
    ['more than its fair share before', window => (window < 42 ? 60 : 2.4), '1200'],
    ['nothing before either', () => 0, 'null'],
  ])('%s', (_, last, expected) => {
    expect(detectionOf({ sight: sightWhere(last) })).toBe(expected)
  })

  it('begins when the incident does, not with its window', () => {
    const incidents = [{ ...crash, fromMs: 3050 }]
    expect(detectionOf({ incidents, sight: sightWhere(window => (window < 31 ? 25 : 0)) })).toBe('50')
    expect(detectionOf({ incidents, sight: sightWhere(window => (window < 30 ? 25 : 0)) })).toBe('0')
  })

  it('is none of a balancer that has nobody to send to: of all requests due it sends none', () => {
    const incidents = [{ ...crash, backends: [0, 1, 2, 3] }]
    const sight = sightOf(window => (window < 35 || window >= 60 ? 25 : 0))
    expect(detectionOf({ incidents, sight })).toBe('500')
    expect(detectionOf({ incidents, sight: sightOf(() => 25) })).toBe('at least 3000')
  })

  it('is of all who are sick together', () => {
    const incidents = [{ ...crash, backends: [2, 3] }]
    const found = (window: number, backend: number): number => {
      if (backend === 2) return window < 35 ? 25 : 0
      return backend === 3 ? (window < 45 ? 25 : 0) : 25
    }
    expect(detectionOf({ incidents, sight: sightOf(found) })).toBe('1500')
  })
})

describe('detection with few requests', () => {
  it('takes as long as ten tries do', () => {
    // 20 a second, a fourth of them its own: ten tries take two seconds, of which it must get none.
    const sight = (until: number) =>
      sightOf((window, backend) => (backend === window % 4 && (backend !== 3 || window < until) ? 2 : 0))
    const few = { record: drillOf(evenRows(undefined, 20)).record }
    expect(detectionOf({ ...few, sight: sight(36), incidents: [{ ...crash, toMs: 9000 }] })).toBe('600')
    expect(detectionOf({ ...few, sight: sight(50), incidents: [{ ...crash, toMs: 6000 }] })).toBe('at least 3000')
  })

  it('cannot be told where ten would not come until it is over', () => {
    const sight = sightOf((window, backend) => (window % 10 === 0 && backend === 3 ? 1 : 0))
    expect(detectionOf({ record: drillOf([]).record, sight })).toBe('null')
  })
})

describe('fair shares', () => {
  it('go by weight, and backups have none', () => {
    const weights = [1, 1, 0, 8]
    // A tenth of eight tenths: up to eight of a hundred.
    const heavy = (last: number) => {
      const lastIn = (window: number): number => (window < 42 ? 80 : last)
      return sightOf(
        (window, backend) => [(100 - lastIn(window)) / 2, (100 - lastIn(window)) / 2, 0, lastIn(window)][backend]!,
      )
    }
    expect(detectionOf({ weights, sight: heavy(7.9) })).toBe('1200')
    expect(detectionOf({ weights, sight: heavy(8.1) })).toBe('at least 3000')
    expect(detectionOf({ weights: [1, 1, 1, 0], sight: heavy(0) })).toBe('null')
  })

  it('are of those in the pool: who joined while all was well is measured by what it got then', () => {
    const joining: Incident = { name: 'join', kind: 'join', fromMs: 1000, toMs: 1000, backends: [3] }
    const changes = [
      { atMs: -500, backend: 3, state: 'left' },
      { atMs: 1000, backend: 3, state: 'in' },
    ] as const
    const sight = sightWhere(window => (window < 10 || window >= 35 ? 0 : 25), changes)
    expect(detectionOf({ incidents: [joining, crash], sight }, 1)).toBe('500')
  })
})

test.each<[IncidentKind, string]>([
  ['crash', '500'],
  ['freeze', '500'],
  ['slow', '500'],
  ['errors', '500'],
  ['flap', '500'],
  ['join', 'null'],
  ['deploy', 'null'],
  ['surge', 'null'],
  ['hot', 'null'],
])('of a %s: %s', (kind, expected) => {
  const backends = kind === 'surge' || kind === 'hot' ? [] : [3]
  expect(
    detectionOf({ incidents: [{ ...crash, kind, backends }], sight: sightWhere(window => (window < 35 ? 25 : 0)) }),
  ).toBe(expected)
})

it('needs to see the balancer', () => {
  expect(detectionOf({})).toBe('null')
})
