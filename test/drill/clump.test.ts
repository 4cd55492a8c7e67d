import { describe, expect, it } from 'vitest'
import { clumpOf, largestClumpOf } from '../../src/drill/clump.js'
import { randomStream } from '../../src/model/random.js'

/** Fifty windows of so many requests each; whether one is of the kind is said of its place. */
function clumpWhere(isOne: (i: number) => boolean, windows = 50, each = 100): number {
  const places = Array.from({ length: windows * each }, (_, i) => i)
  return clumpOf(
    places.map(i => Math.floor(i / each)),
    places.map(isOne),
  )
}

describe('clumps', () => {
  it('are single requests where chance decides on each alone', () => {
    const random = randomStream(1, 'clumps')
    expect(clumpWhere(() => random.next() < 0.1, 1000)).toBeLessThan(1.2)
  })

  it('are as large as what chance decides on at once', () => {
    const random = randomStream(2, 'clumps')
    const drawn: boolean[] = []
    // One draw for every ten in a row: a tenth of as many decisions, each for ten.
    const byTens = clumpWhere(i => (drawn[Math.floor(i / 10)] ??= random.next() < 0.1), 1000)
    expect(byTens).toBeGreaterThan(8)
    expect(byTens).toBeLessThan(12)
  })

  it('are seen across windows', () => {
    const random = randomStream(3, 'clumps')
    const drawn: boolean[] = []
    // Three windows in a row go as one, of 20 requests each: Bartlett's weights see at least three quarters of the 60.
    const byWindows = clumpWhere(i => (drawn[Math.floor(i / 60)] ??= random.next() < 0.1), 3000, 20)
    expect(byWindows).toBeGreaterThan(40)
    expect(byWindows).toBeLessThan(75)
  })

  it('are 1 of none, of all, of a single window, and of what is spread more evenly than by chance', () => {
    expect(clumpWhere(() => false)).toBe(1)
    expect(clumpWhere(() => true)).toBe(1)
    expect(clumpOf([3, 3, 3], [true, false, false])).toBe(1)
    expect(clumpWhere(i => i % 10 === 0)).toBe(1)
  })

  it('may be larger than they look, the more so the fewer were seen', () => {
    const random = randomStream(4, 'clumps')
    const drawn: boolean[] = []
    const places = Array.from({ length: 100_000 }, (_, i) => i)
    const isOne = places.map(i => (drawn[Math.floor(i / 10)] ??= random.next() < 0.1))
    const over = (most: number): number => {
      const windows = places.slice(0, most).map(i => Math.floor(i / 100))
      return largestClumpOf(windows, isOne.slice(0, most)) / clumpOf(windows, isOne.slice(0, most))
    }
    // A thousand clumps, and ten: chi-squared's lower 5 % of as many degrees are 0.93 and 0.39 of their number.
    expect(over(100_000)).toBeCloseTo(1 / 0.93, 1)
    expect(over(1000)).toBeGreaterThan(1.8)
    expect(over(1000)).toBeLessThan(5)
    expect(largestClumpOf([1, 1, 2, 2], [false, false, false, false])).toBe(1)
  })
})
