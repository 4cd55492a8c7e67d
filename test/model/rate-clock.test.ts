import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { rateClock } from '../../src/model/rate-clock.js'

const points = fc
  .uniqueArray(
    fc.record({ atMs: fc.integer({ min: 0, max: 9000 }), factor: fc.double({ min: 0.01, max: 50, noNaN: true }) }),
    { selector: ({ atMs }) => atMs, maxLength: 8 },
  )
  .map(list => [...list].sort((a, b) => a.atMs - b.atMs))

const surges = fc.uniqueArray(fc.integer({ min: 0, max: 9000 }), { maxLength: 6 }).chain(times =>
  fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 3, maxLength: 3 }).map(factors => {
    const sorted = [...times].sort((a, b) => a - b)
    return factors.flatMap((factor, i) =>
      sorted[2 * i + 1] === undefined ? [] : [{ fromMs: sorted[2 * i]!, toMs: sorted[2 * i + 1]!, factor }],
    )
  }),
)

describe('a clock that runs as the rate does', () => {
  it('can be read both ways', () => {
    const time = fc.double({ min: -3000, max: 12_000, noNaN: true })
    fc.assert(
      fc.property(points, surges, fc.array(time, { minLength: 1, maxLength: 20 }), (curve, bursts, times) => {
        const clock = rateClock(curve, bursts)
        for (const ms of times) {
          const back = clock.toRealMs(clock.toOperationalMs(ms))
          // 1e-10 of the run: what is lost where 50x time is added to what came before.
          if (!(Math.abs(back - ms) < 1e-4)) expect.fail(`${ms} came back as ${back}`)
        }
      }),
      { seed: 1 },
    )
  })

  it('never goes backwards', () => {
    fc.assert(
      fc.property(points, surges, (curve, bursts) => {
        const clock = rateClock(curve, bursts)
        let [last, lastReal] = [-Infinity, -Infinity]
        for (let ms = -1000; ms < 11_000; ms += 37) {
          expect(clock.toOperationalMs(ms)).toBeGreaterThanOrEqual(last)
          expect(clock.toRealMs(ms)).toBeGreaterThanOrEqual(lastReal)
          ;[last, lastReal] = [clock.toOperationalMs(ms), clock.toRealMs(ms)]
        }
      }),
      { seed: 2, numRuns: 30 },
    )
  })
})

const rise = [
  { atMs: 1000, factor: 1 },
  { atMs: 3000, factor: 3 },
]

test.each([
  // Level before the first point, and below 0.
  [-500, -500],
  [1000, 1000],
  // 1 + t, from second to second: 1.5, then 2.5.
  [2000, 2500],
  [3000, 5000],
  // Level after the last.
  [4000, 8000],
])('a rise from 1x to 3x within two seconds: %d ms are %d', (realMs, operationalMs) => {
  const clock = rateClock(rise, [])
  expect(clock.toOperationalMs(realMs)).toBeCloseTo(operationalMs, 9)
  expect(clock.toRealMs(operationalMs)).toBeCloseTo(realMs, 9)
})

it('a surge multiplies the curve, and not the warm-up', () => {
  const clock = rateClock([{ atMs: 0, factor: 2 }], [{ fromMs: 0, toMs: 1000, factor: 3 }])
  expect([-100, 500, 1000, 2000].map(ms => clock.toOperationalMs(ms))).toEqual([-200, 3000, 6000, 8000])
})

it('a fall to nearly nothing cancels no digits: of half the requests of 1x to 0.001x, half are due by 0.29 of the time', () => {
  const clock = rateClock(
    [
      { atMs: 0, factor: 1 },
      { atMs: 1000, factor: 0.001 },
    ],
    [],
  )
  // (1 - x / 2 * 0.999) x = 0.50025 / 2
  const x = 1 - Math.sqrt(1 - 0.999 * 0.50025)
  expect(clock.toRealMs(250.125)).toBeCloseTo((1000 * x) / 0.999, 9)
})
