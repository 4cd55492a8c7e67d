import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Burst, burstClock, burstProblem } from '../../src/model/burst.js'

const burst = fc
  .record({
    everyMs: fc.double({ min: 1, max: 10_000, noNaN: true }),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ everyMs, share, strength }): Burst => {
    const factor = Math.min(1 / share, 1 + strength * (1 / share - 1))
    return { kind: 'burst', everyMs, forMs: share * everyMs, factor }
  })
  .filter(drawn => burstProblem(drawn) === undefined)

describe('burstClock', () => {
  it('agrees with the real clock at every whole period', () => {
    fc.assert(
      fc.property(burst, fc.integer({ min: -50, max: 50 }), (drawn, k) => {
        const atMs = k * drawn.everyMs
        expect(burstClock(drawn).toOperationalMs(atMs)).toBeCloseTo(atMs, 5)
      }),
      { seed: 1 },
    )
  })

  it('goes there and back, where requests come at all', () => {
    fc.assert(
      fc.property(burst, fc.double({ min: -20_000, max: 20_000, noNaN: true }), (drawn, operationalMs) => {
        const clock = burstClock(drawn)
        expect(clock.toOperationalMs(clock.toRealMs(operationalMs))).toBeCloseTo(operationalMs, 4)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('never turns back', () => {
    const time = fc.double({ min: -20_000, max: 20_000, noNaN: true })
    fc.assert(
      fc.property(burst, time, time, (drawn, a, b) => {
        const { toRealMs } = burstClock(drawn)
        expect(toRealMs(Math.min(a, b))).toBeLessThanOrEqual(toRealMs(Math.max(a, b)) + 1e-9)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('crowds the requests of a period into the burst', () => {
    const { toOperationalMs } = burstClock({ kind: 'burst', everyMs: 1000, forMs: 200, factor: 3 })
    expect(toOperationalMs(200)).toBe(600)
    expect(toOperationalMs(600)).toBe(800)
    expect(toOperationalMs(1200)).toBe(1600)
    expect(toOperationalMs(-800)).toBe(-400)
  })

  it('leaves nothing for the calm where the burst takes all', () => {
    const { toRealMs } = burstClock({ kind: 'burst', everyMs: 1000, forMs: 200, factor: 5 })
    expect(toRealMs(999.9)).toBeCloseTo(199.98, 9)
    expect(toRealMs(1000)).toBe(1000)
  })
})

describe('burstProblem', () => {
  const problems: readonly [Omit<Burst, 'kind'>, string | undefined][] = [
    [{ everyMs: 1000, forMs: 200, factor: 5 }, undefined],
    [{ everyMs: 1000, forMs: 1000, factor: 1 }, undefined],
    [
      { everyMs: 1000, forMs: 200, factor: 6 },
      'a burst for 200 of every 1000 ms can be 1 to 5 times the mean rate, not 6 times',
    ],
    [
      { everyMs: 1000, forMs: 300, factor: 0.5 },
      'a burst for 300 of every 1000 ms can be 1 to 3.333 times the mean rate, not 0.5 times',
    ],
    [{ everyMs: 100, forMs: 200, factor: 2 }, 'a burst of 200 ms does not fit into a period of 100 ms'],
  ]
  it.each(problems)('of %j', (drawn, problem) => {
    expect(burstProblem({ kind: 'burst', ...drawn })).toBe(problem)
    if (problem !== undefined) expect(() => burstClock({ kind: 'burst', ...drawn })).toThrow(new RangeError(problem))
  })
})
