import { describe, expect, it } from 'vitest'
import type { FaultEvent } from '../../src/model/backend-spec.js'
import { FaultTimeline } from '../../src/model/faults.js'

describe('FaultTimeline', () => {
  const events: readonly FaultEvent[] = [
    { atMs: 3000, kind: 'crash' },
    { atMs: 6000, kind: 'recover' },
    { atMs: 1000, kind: 'slow', factor: 5 },
    { atMs: 4000, kind: 'crash' },
    { atMs: 5000, kind: 'slow', factor: 1 },
    { atMs: 7000, kind: 'recover' },
  ]

  it('takes the faults in order of time and says which of them changed anything', () => {
    const timeline = new FaultTimeline([events])
    const seen: unknown[] = []
    for (let atMs = timeline.nextMs(); atMs < Infinity; atMs = timeline.nextMs()) {
      const fault = timeline.next()
      seen.push([atMs, fault?.event.kind ?? 'nothing', timeline.up[0], timeline.slowFactor[0]])
    }
    expect(seen).toEqual([
      [1000, 'slow', 1, 5],
      [3000, 'crash', 0, 5],
      [4000, 'nothing', 0, 5],
      [5000, 'slow', 0, 1],
      [6000, 'recover', 1, 1],
      [7000, 'nothing', 1, 1],
    ])
    expect(timeline.next()).toBeUndefined()
  })

  it('keeps the order given for equal times', () => {
    const timeline = new FaultTimeline([
      [
        { atMs: 5, kind: 'crash' },
        { atMs: 5, kind: 'recover' },
      ],
    ])
    const kinds = [timeline.next(), timeline.next()].map(fault => fault?.event.kind)
    expect([...kinds, timeline.up[0]]).toEqual(['crash', 'recover', 1])
  })

  it('merges the timelines of several backends, the lower one first at equal times', () => {
    const timeline = new FaultTimeline([
      [
        { atMs: 5, kind: 'crash' },
        { atMs: 9, kind: 'recover' },
      ],
      [],
      [
        { atMs: 5, kind: 'slow', factor: 3 },
        { atMs: 7, kind: 'crash' },
      ],
    ])
    const taken = Array.from({ length: 4 }, () => timeline.next())
    expect(taken.map(fault => [fault?.backend, fault?.event.atMs])).toEqual([
      [0, 5],
      [2, 5],
      [2, 7],
      [0, 9],
    ])
    expect([[...timeline.up], [...timeline.slowFactor]]).toEqual([
      [1, 1, 0],
      [1, 1, 3],
    ])
  })
})
