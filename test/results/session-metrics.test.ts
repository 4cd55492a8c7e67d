import { describe, expect, it } from 'vitest'
import { sessionEnds } from '../../src/model/sessions.js'
import { sampleOf } from '../../src/results/latency.js'
import { sessionMetrics } from '../../src/results/session-metrics.js'

const nothing = sampleOf(new Float64Array())

function byEnd(counts: Partial<Record<keyof typeof sessionEnds, number>>): number[] {
  return Object.keys(sessionEnds).map(end => counts[end as keyof typeof sessionEnds] ?? 0)
}

describe('sessionMetrics', () => {
  it('counts logins, repeated ones among them, sessions lost, and the requests that found theirs gone', () => {
    const sample = { byEnd: byEnd({ none: 10, new: 20, again: 5, kept: 55, lost: 6, stale: 4 }), store: nothing }
    expect(sessionMetrics(sample)).toEqual({
      ...{ logins: 25, repeatedLogins: 5, sessionsLost: 6, lostShare: 0.1 },
      ...{ storeP50Ms: null, storeP99Ms: null },
    })
  })

  it("tells the store's percentiles where enough requests lie beyond them", () => {
    const store = sampleOf(Float64Array.from({ length: 1001 }, (_, i) => i / 1000))
    const { storeP50Ms, storeP99Ms } = sessionMetrics({ byEnd: byEnd({ kept: 1001 }), store })
    expect([storeP50Ms, storeP99Ms]).toEqual([0.5, 0.99])
  })

  it('knows nothing where there are none, and where no backend says a word of them', () => {
    expect(sessionMetrics(undefined)).toEqual({})
    expect(sessionMetrics({ byEnd: byEnd({ none: 100 }), store: nothing })).toEqual({})
    expect(sessionMetrics({ byEnd: byEnd({}), store: nothing })).toEqual({})
  })
})
