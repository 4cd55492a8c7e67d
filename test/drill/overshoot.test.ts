import { describe, expect, it, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Incident } from '../../src/model/incident.js'
import type { SightChange } from '../../src/model/sight.js'
import { crash, drillOf, evenRows, sightOf } from './drill-trials.js'

const overshootOf = (changes: Partial<Trial>): number | null =>
  drillValues(drillOf(evenRows(), changes))[0]!.metrics.overshoot

/** A hundred tries a window, of which the last of four gets so many, and the others share the rest. */
const sightWhere = (last: (window: number) => number, changes: readonly SightChange[] = []) =>
  sightOf((window, backend) => (backend === 3 ? last(window) : (100 - last(window)) / 3), changes)

describe('overshoot of a crash that is over at 6 s', () => {
  test.each<[what: string, last: (window: number) => number, expected: number | null]>([
    ['it gets its share again', window => (window < 30 || window >= 60 ? 25 : 0), 1],
    ['twice as much for half a second', window => (window < 30 ? 25 : window < 60 ? 0 : window < 65 ? 50 : 25), 2],
    ['all for a tenth of a second', window => (window < 30 ? 25 : window < 60 ? 0 : window === 60 ? 100 : 25), 1.6],
    // The last half second that is looked at: 22, 23, 24, 25, 25 of 25.
    ['a slow start', window => (window < 30 ? 25 : window < 60 ? 0 : Math.min(25, window - 57)), 119 / 125],
    [
      'twice as much, but three seconds later',
      window => (window < 30 ? 25 : window < 60 ? 0 : window < 90 ? 25 : 50),
      1,
    ],
    [
      'twice as much, 3.5 s later, when its checks have found it',
      window => (window < 30 ? 25 : window < 95 ? 0 : 50),
      2,
    ],
    [
      'a probe first, and twice as much a second later',
      window => (window < 30 ? 25 : window < 70 ? Number(window === 60) : 50),
      2,
    ],
    ['a request on trial only, in a window of few', window => (window < 30 ? 25 : window === 60 ? 3 : 0), null],
    [
      'three on trial, and twice as much a second later',
      window => (window < 30 ? 25 : window < 70 ? (window === 60 ? 3 : 0) : 50),
      2,
    ],
    ['nothing again', window => (window < 30 ? 25 : 0), null],
  ])('%s', (_, last, expected) => {
    const overshoot = overshootOf({ sight: sightWhere(last) })
    if (expected === null) expect(overshoot).toBeNull()
    else expect(overshoot).toBeCloseTo(expected, 9)
  })

  it('is the highest of all who come back', () => {
    const sight = sightOf((window, backend) => {
      if (window < 60) return backend < 2 ? 50 : 0
      return [20, 20, 20, 40][backend]!
    })
    expect(overshootOf({ incidents: [{ ...crash, backends: [2, 3] }], sight })).toBeCloseTo(1.6, 9)
  })

  it('is over the fair share among those who are in the pool by then', () => {
    // The third is out for good: a third each is fair.
    const changes = [{ atMs: 2000, backend: 2, state: 'unhealthy' }] as const
    const sight = sightOf(
      (window, backend) => (backend === 2 || (backend === 3 && window >= 30 && window < 60) ? 0 : 100 / 3),
      changes,
    )
    expect(overshootOf({ sight })).toBeCloseTo(1, 9)
  })

  it('cannot be told where nobody comes back, or hardly anybody asks', () => {
    expect(overshootOf({ incidents: [{ ...crash, toMs: 10_000 }], sight: sightWhere(() => 25) })).toBeNull()
    expect(overshootOf({ incidents: [{ ...crash, toMs: 9900 }], sight: sightWhere(() => 25) })).toBeNull()
    expect(overshootOf({ sight: sightOf(() => 0.1) })).toBeNull()
    expect(overshootOf({})).toBeNull()
  })

  it('takes longer than half a second where few ask', () => {
    // Four tries a window, of which one is fair: twenty windows are needed; it gets three a window for five, then one.
    const sight = sightOf((window, backend) =>
      backend === 3 ? (window >= 60 && window < 65 ? 3 : 1) : window >= 60 && window < 65 ? 1 / 3 : 1,
    )
    expect(overshootOf({ sight })).toBeCloseTo((5 * 3 + 15) / 20, 9)
  })
})

describe('overshoot of those who move', () => {
  it('counts from when a newcomer joins', () => {
    const join: Incident = { name: 'join', kind: 'join', fromMs: 4000, toMs: 4000, backends: [3] }
    const changes = [
      { atMs: -500, backend: 3, state: 'left' },
      { atMs: 4000, backend: 3, state: 'in' },
    ] as const
    const sight = sightWhere(window => (window < 40 ? 0 : window < 50 ? 75 : 25), changes)
    expect(overshootOf({ incidents: [join], sight })).toBeCloseTo(3, 9)
  })

  it('counts after each restart of a deploy', () => {
    const deploy: Incident = { name: 'deploy', kind: 'deploy', fromMs: 3000, toMs: 7000, backends: [2, 3] }
    const changes = [
      { atMs: 3000, backend: 2, state: 'draining' },
      { atMs: 4000, backend: 2, state: 'in' },
      { atMs: 5000, backend: 3, state: 'draining' },
      { atMs: 6000, backend: 3, state: 'left' },
      { atMs: 6500, backend: 3, state: 'in' },
    ] as const
    const sight = sightOf((window, backend) => {
      const out = (window >= 30 && window < 40 && backend === 2) || (window >= 50 && window < 65 && backend === 3)
      if (out) return 0
      if (window >= 40 && window < 45) return backend === 2 ? 55 : 15
      return (window >= 30 && window < 40) || (window >= 50 && window < 65) ? 100 / 3 : 25
    }, changes)
    expect(overshootOf({ incidents: [deploy], sight })).toBeCloseTo(55 / 25, 9)
  })

  it('is none of a surge', () => {
    expect(
      overshootOf({ incidents: [{ ...crash, kind: 'surge', backends: [] }], sight: sightWhere(() => 25) }),
    ).toBeNull()
  })
})
