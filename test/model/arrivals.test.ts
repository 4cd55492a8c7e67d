import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueTimes, meanRatePerSecond } from '../../src/model/arrivals.js'
import { randomStream } from '../../src/model/random.js'
import type { Arrivals } from '../../src/model/traffic.js'
import { openLoop } from './specs.js'

const burst = { kind: 'burst', everyMs: 1000, forMs: 200, factor: 3 } as const

function due(arrivals: Arrivals, ratePerSecond: number, span: { warmupMs: number; durationMs: number }, seed = 1) {
  return dueTimes({ ...openLoop(ratePerSecond), arrivals }, span, randomStream(seed, 'arrivals'))
}

describe('dueTimes', () => {
  const arrivals = fc.constantFrom<Arrivals>({ kind: 'poisson' }, { kind: 'even' }, burst, {
    kind: 'trace',
    timesMs: [0, 0, 12.5, 400, 2999, 3000, 90_000],
  })
  const span = fc.record({
    warmupMs: fc.double({ min: 0, max: 3000, noNaN: true }),
    durationMs: fc.double({ min: 1, max: 5000, noNaN: true }),
  })

  it('ascend, from -warmup on, and end before the duration', () => {
    fc.assert(
      fc.property(
        arrivals,
        span,
        fc.double({ min: 0.01, max: 2000, noNaN: true }),
        fc.nat(),
        (kind, limits, rate, seed) => {
          let lastMs = -limits.warmupMs
          for (const ms of due(kind, rate, limits, seed)) {
            if (!(ms >= lastMs && ms < limits.durationMs)) expect.fail(`${ms} after ${lastMs}`)
            lastMs = ms
          }
        },
      ),
      { seed: 1 },
    )
  })

  it('are longer than planned in the one run of many that needs it', () => {
    const generous = { next: () => 0.01, below: () => 0, fill: (column: Float64Array) => void column.fill(0.01) }
    const times = dueTimes(openLoop(1000), { warmupMs: 0, durationMs: 1000 }, generous)
    expect(times.length).toBe(Math.floor(1000 / -Math.log(0.99)))
    expect(times.at(-1)).toBeGreaterThan(999)
  })
})

describe('poisson', () => {
  const times = due({ kind: 'poisson' }, 2000, { warmupMs: 10_000, durationMs: 40_000 })

  it('has the rate, in the warm-up as later', () => {
    // 4 standard deviations of a Poisson count
    expect(Math.abs(times.filter(ms => ms < 0).length - 20_000)).toBeLessThan(4 * Math.sqrt(20_000))
    expect(Math.abs(times.length - 100_000)).toBeLessThan(4 * Math.sqrt(100_000))
  })

  it('has exponential gaps: P(gap > x) = exp(-x / mean)', () => {
    const gaps = times.slice(1).map((ms, i) => ms - times[i]!)
    for (const x of [0.1, 0.5, 1, 2]) {
      const p = Math.exp(-x / 0.5)
      const share = gaps.filter(gap => gap > x).length / gaps.length
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / gaps.length))
    }
  })
})

describe('even', () => {
  it('has exactly rate * duration requests, one of them at 0', () => {
    const times = due({ kind: 'even' }, 150, { warmupMs: 1000, durationMs: 5000 })
    expect(times.filter(ms => ms >= 0).length).toBe(750)
    expect(times.filter(ms => ms < 0).length).toBe(150)
    expect(times).toContain(0)
  })

  it('keeps within the span where rounding would not: 38.88/s has its 243rd request at 6.25 s', () => {
    const times = due({ kind: 'even' }, 38.88, { warmupMs: 0, durationMs: 6250 })
    expect(times.length).toBe(243)
    expect(times.at(-1)).toBeLessThan(6250)
  })

  it('does not drift', () => {
    const times = due({ kind: 'even' }, 3000, { warmupMs: 0, durationMs: 100_000 })
    expect(times.length).toBe(300_000)
    times.forEach((ms, i) => {
      if (Math.abs(ms - i / 3) > 1e-9) expect.fail(`request ${i} is due at ${ms}`)
    })
  })
})

describe('burst', () => {
  const times = due(burst, 1000, { warmupMs: 0, durationMs: 100_000 })

  it('keeps the mean rate', () => {
    expect(Math.abs(times.length - 100_000)).toBeLessThan(4 * Math.sqrt(100_000))
  })

  it('has factor times the rate in each burst, and the rest in between', () => {
    const inBurst = times.filter(ms => ms % 1000 < 200).length
    expect(Math.abs(inBurst - 60_000)).toBeLessThan(4 * Math.sqrt(60_000))
    expect(Math.abs(times.length - inBurst - 40_000)).toBeLessThan(4 * Math.sqrt(40_000))
  })

  it('refuses what cannot be', () => {
    expect(() => due({ ...burst, factor: 6 }, 100, { warmupMs: 0, durationMs: 1000 })).toThrow(RangeError)
  })
})

describe('trace', () => {
  const trace = { kind: 'trace', timesMs: Array.from({ length: 500 }, (_, i) => i * i * 0.1) } as const

  it('is replayed from 0 up to the duration, whatever the rate says', () => {
    const times = due(trace, 1, { warmupMs: 0, durationMs: 1000 })
    expect([...times]).toEqual(trace.timesMs.slice(0, 100))
    expect(meanRatePerSecond({ ...openLoop(1), arrivals: trace }, 1000)).toBe(100)
  })

  it('is warmed up at its own mean rate', () => {
    const warm = due(trace, 1, { warmupMs: 20_000, durationMs: 1000 }).filter(ms => ms < 0)
    expect(Math.abs(warm.length - 2000)).toBeLessThan(4 * Math.sqrt(2000))
  })

  it('without a request in the run is empty', () => {
    expect(due({ kind: 'trace', timesMs: [5000] }, 1, { warmupMs: 100, durationMs: 1000 }).length).toBe(0)
  })
})
