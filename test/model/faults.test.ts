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
    const timeline = new FaultTimeline(events)
    const seen: unknown[] = []
    for (let atMs = timeline.nextMs(); atMs < Infinity; atMs = timeline.nextMs()) {
      const event = timeline.next()
      seen.push([atMs, event?.kind ?? 'nothing', timeline.up, timeline.slowFactor])
    }
    expect(seen).toEqual([
      [1000, 'slow', true, 5],
      [3000, 'crash', false, 5],
      [4000, 'nothing', false, 5],
      [5000, 'slow', false, 1],
      [6000, 'recover', true, 1],
      [7000, 'nothing', true, 1],
    ])
    expect(timeline.next()).toBeUndefined()
  })

  it('keeps the order given for equal times', () => {
    const timeline = new FaultTimeline([
      { atMs: 5, kind: 'crash' },
      { atMs: 5, kind: 'recover' },
    ])
    expect([timeline.next()?.kind, timeline.next()?.kind, timeline.up]).toEqual(['crash', 'recover', true])
  })
})
