import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueTimes, meanRatePerSecond } from '../../src/model/arrivals.js'
import { randomStream } from '../../src/model/random.js'
import type { Arrivals } from '../../src/model/traffic.js'
import { openLoop } from './specs.js'

const burst = { kind: 'burst', everyMs: 1000, forMs: 200, factor: 3 } as const

function due(arrivals: Arrivals, ratePerSecond: number, span: { warmupMs: number; durationMs: number }, seed = 1) {
  return dueTimes({ load: { ...openLoop(ratePerSecond), arrivals } }, span, randomStream(seed, 'arrivals'))
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
    const times = dueTimes({ load: openLoop(1000) }, { warmupMs: 0, durationMs: 1000 }, generous)
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
    expect(meanRatePerSecond({ load: { ...openLoop(1), arrivals: trace } }, 1000)).toBe(100)
  })

  it('is warmed up at its own mean rate', () => {
    const warm = due(trace, 1, { warmupMs: 20_000, durationMs: 1000 }).filter(ms => ms < 0)
    expect(Math.abs(warm.length - 2000)).toBeLessThan(4 * Math.sqrt(2000))
  })

  it('without a request in the run is empty', () => {
    expect(due({ kind: 'trace', timesMs: [5000] }, 1, { warmupMs: 100, durationMs: 1000 }).length).toBe(0)
  })
})

describe('a rate that varies', () => {
  const day: Arrivals = {
    kind: 'curve',
    points: [
      { atMs: 0, factor: 0.4 },
      { atMs: 30_000, factor: 1 },
      { atMs: 50_000, factor: 1.6 },
      { atMs: 100_000, factor: 0.4 },
    ],
  }
  const surges = [
    { fromMs: 20_000, toMs: 25_000, factor: 3 },
    { fromMs: 60_000, toMs: 60_500, factor: 0.5 },
  ]
  const factorAt = (ms: number): number => {
    const line = (a: number, b: number, from: number, to: number) => from + ((to - from) * (ms - a)) / (b - a)
    const curve =
      ms < 0
        ? 0.4
        : ms < 30_000
          ? line(0, 30_000, 0.4, 1)
          : ms < 50_000
            ? line(30_000, 50_000, 1, 1.6)
            : line(50_000, 100_000, 1.6, 0.4)
    return curve * (surges.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)?.factor ?? 1)
  }
  const plan = (arrivals: Arrivals, ratePerSecond: number) => ({ load: { ...openLoop(ratePerSecond), arrivals } })
  const span = { warmupMs: 5000, durationMs: 100_000 }

  /** The integral over a window, by the midpoints of pieces: exact for lines, as windows begin and end with the surges. */
  const expected = (fromMs: number, rate: number): number => {
    const pieces = Array.from({ length: 10 }, (_, i) => factorAt(fromMs + 50 * i + 25))
    return pieces.reduce((sum, factor) => sum + factor * 0.05 * rate, 0)
  }

  it('is Poisson at the rate of every half second: chi-square over 210 of them', () => {
    const rate = 400
    const times = dueTimes({ ...plan(day, rate), surges }, span, randomStream(3, 'arrivals'))
    const counts = new Array<number>(210).fill(0)
    for (const ms of times) counts[Math.floor((ms + 5000) / 500)]!++
    const chi = counts.reduce((sum, count, i) => {
      const mean = expected(i * 500 - 5000, rate)
      return sum + ((count - mean) * (count - mean)) / mean
    }, 0)
    // Mean 210, variance 2 * 210: within four standard deviations, on both sides, for a process that is too even is wrong as well.
    expect(Math.abs(chi - 210)).toBeLessThan(4 * Math.sqrt(420))
  })

  it('has the mean that is said of it', () => {
    // Trapezoids 21, 26, 50; the surges add 2 * (5 s at a mean of 0.85), and take away half of (0.5 s at a mean of 1.354).
    const seconds = 21 + 26 + 50 + 2 * 4.25 - 0.5 * 0.5 * 1.354
    expect(meanRatePerSecond({ ...plan(day, 400), surges }, 100_000)).toBeCloseTo(400 * (seconds / 100), 9)
    expect(meanRatePerSecond({ ...plan({ kind: 'poisson' }, 400), surges }, 100_000)).toBeCloseTo(400 * 1.0975, 9)
    expect(meanRatePerSecond(plan({ kind: 'poisson' }, 400), 100_000)).toBe(400)
  })

  it.each<Arrivals>([{ kind: 'poisson' }, { kind: 'even' }])(
    '%j is the same to the last bit until the first surge',
    arrivals => {
      const plain = dueTimes(plan(arrivals, 300), span, randomStream(1, 'arrivals'))
      const surging = dueTimes({ ...plan(arrivals, 300), surges }, span, randomStream(1, 'arrivals'))
      const until = plain.findIndex(ms => ms >= 20_000)
      expect(until).toBeGreaterThan(7000)
      expect(surging.slice(0, until)).toEqual(plain.slice(0, until))
      expect(surging.length).toBeGreaterThan(plain.length)
    },
  )

  it('of 1x all the time is no curve at all', () => {
    const level: Arrivals = { kind: 'curve', points: [0, 333, 70_000].map(atMs => ({ atMs, factor: 1 })) }
    const [one, other] = [level, { kind: 'poisson' } as const].map(arrivals =>
      dueTimes(plan(arrivals, 300), span, randomStream(1, 'arrivals')),
    )
    expect(one).toEqual(other)
  })

  it('even has exactly so many requests in a surge', () => {
    const times = dueTimes({ ...plan({ kind: 'even' }, 100), surges }, span, randomStream(1, 'arrivals'))
    expect(times.filter(ms => ms >= 20_000 && ms < 25_000).length).toBe(1500)
    expect(times).toContain(0)
  })

  it('ascends and keeps to the span, whatever the curve', () => {
    const points = fc.uniqueArray(
      fc.record({ atMs: fc.integer({ min: 0, max: 4000 }), factor: fc.double({ min: 0.01, max: 20, noNaN: true }) }),
      {
        selector: ({ atMs }) => atMs,
        minLength: 1,
        maxLength: 6,
      },
    )
    const surge = fc.record({
      fromMs: fc.integer({ min: 0, max: 2000 }),
      lasts: fc.integer({ min: 1, max: 2000 }),
      factor: fc.double({ min: 0.01, max: 9, noNaN: true }),
    })
    fc.assert(
      fc.property(points, surge, fc.nat(), (corners, { fromMs, lasts, factor }, seed) => {
        const curve: Arrivals = { kind: 'curve', points: [...corners].sort((a, b) => a.atMs - b.atMs) }
        const limits = { warmupMs: 500, durationMs: 3000 }
        let lastMs = -500
        const all = dueTimes(
          { ...plan(curve, 500), surges: [{ fromMs, toMs: fromMs + lasts, factor }] },
          limits,
          randomStream(seed, 'arrivals'),
        )
        for (const ms of all) {
          if (!(ms >= lastMs && ms < 3000)) expect.fail(`${ms} after ${lastMs}`)
          lastMs = ms
        }
      }),
      { seed: 1 },
    )
  })

  it.each<Arrivals>([burst, { kind: 'trace', timesMs: [1] }])('%j cannot surge', arrivals => {
    expect(() => dueTimes({ ...plan(arrivals, 10), surges }, span, randomStream(1, 'arrivals'))).toThrow('cannot surge')
  })
})
