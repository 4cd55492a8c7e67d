import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StallWatch } from '../../src/live/wire/stall-watch.js'

/** What was going on from one instant to the next, and when it was looked at. */
const looks = fc.array(
  fc.record({ afterMs: fc.nat(1_000), doing: fc.constantFrom('head', 'body'), progress: fc.nat(2) }),
  { minLength: 1, maxLength: 40 },
)

describe('a stall watch', () => {
  test('property: tells the time since the first of the looks that saw the same', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), looks, (startMs, drawn) => {
        const watch = new StallWatch()
        let nowMs = startMs
        let firstMs = 0
        drawn.forEach(({ afterMs, doing, progress }, i) => {
          nowMs += afterMs
          const before = drawn[i - 1]
          if (before?.doing !== doing || before.progress !== progress) firstMs = nowMs
          expect(watch.unchangedMs(doing, progress, nowMs)).toBe(nowMs - firstMs)
        })
      }),
      { seed: 1 },
    )
  })

  test('the first look starts the time, wherever the clock stands', () => {
    expect(new StallWatch().unchangedMs('', 0, 5_000_000)).toBe(0)
  })
})
