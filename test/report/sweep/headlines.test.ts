import { describe, expect, it } from 'vitest'
import { capacityHeadline, sweepHeadline, varyHeadline } from '../../../src/report/sweep/headlines.js'
import { placesOf } from '../../../src/sweep/vary/trade.js'
import { capacity, rich } from './fixture.js'
import { lab, nobodyTrades, same, scaled } from './vary/fixture.js'

describe('of settings', () => {
  it('counts those that can tell both, and says of the others no more than that they are not better', () => {
    const { big, small } = varyHeadline(lab)
    const { x, y, front } = lab.trade!
    const places = placesOf(lab.points, x, y)
    expect(big).toBe(`${front.length} of ${places.length} settings are worth a choice`)
    expect(small).toBe('each other one is no better than one of them in either, and worse in one, as measured')
    // Which is true: and nobody needs to be worse in both.
    const others = places.filter(({ point }) => !front.includes(point))
    const best = places.filter(({ point }) => front.includes(point))
    for (const one of others)
      expect(best.some(a => a.x <= one.x && a.y <= one.y && (a.x < one.x || a.y < one.y))).toBe(true)
    expect(others.every(one => best.some(a => a.x < one.x && a.y < one.y))).toBe(false)
  })

  it('has nothing to say of others where there are none, or nothing is traded', () => {
    expect(varyHeadline(scaled).small).toBe('none is as good as another one in both')
    expect(varyHeadline(same).big).toBe('Nothing is traded')
  })

  it('says of one other one the same', () => {
    expect(varyHeadline(nobodyTrades).small).toMatch(/^the other one is no better/)
  })
})

describe('of searches', () => {
  const [one] = capacity.candidates
  const of = (...rates: readonly [string, number][]) => ({
    ...capacity,
    tolerance: 0.01,
    candidates: rates.map(([id, rate]) => ({
      ...one!,
      candidate: { id, strategy: 'lc', options: {} },
      ratePerSecond: rate,
      failsAtPerSecond: rate * 1.009,
    })),
  })

  it('nobody leads by less than the search can tell', () => {
    expect(capacityHeadline(of(['lc', 375.3], ['p2c', 372.2], ['rr', 200])).big).toBe('lc and p2c sustain most')
    expect(capacityHeadline(of(['lc', 375.3], ['p2c', 372.2])).big).toBe('All sustain as much')
    expect(capacityHeadline(of(['lc', 375.3], ['p2c', 300])).big).toBe('lc sustains most')
  })
})

describe('along an axis', () => {
  it('who is nowhere shown to be slower is named with the best', () => {
    const [first, ...others] = rich.agreements
    const ratio = { value: 1.02, low: 0.99, high: 1.05, n: 4 }
    const headlineOf = (low: number): string =>
      sweepHeadline({
        ...rich,
        agreements: [{ ...first!, ratios: first!.ratios.map(() => ({ ...ratio, low })) }, ...others],
      }).big
    expect(headlineOf(1 + rich.within)).toContain(` and ${first!.candidate} have the lowest`)
    expect(headlineOf(1 + rich.within + 0.01)).not.toContain(first!.candidate)
  })
})
