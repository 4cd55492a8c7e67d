import { describe, expect, it } from 'vitest'
import { capacityHeadline, scalingHeadline, sweepHeadline } from '../../../src/report/sweep/headlines.js'
import { varyHeadline } from '../../../src/report/sweep/vary/vary-headline.js'
import { beating, placesOf } from '../../../src/sweep/vary/trade.js'
import { capacity, rich } from './fixture.js'
import { scaling } from './scaling/fixture.js'
import { lab, noise, onlyOne, same, scaled } from './vary/fixture.js'

describe('of settings', () => {
  it('counts those that can tell both, and says of the others what is shown', () => {
    const { big, small } = varyHeadline(lab)
    const { x, y, front } = lab.trade!
    const places = placesOf(lab.points, x, y)
    expect(big).toBe(`${front.length} of ${places.length} settings are worth a choice`)
    expect(small).toContain(
      'each other one is shown to be worse than some in one quantity, and not to be better in the other',
    )
    const beats = beating(lab.points, lab.trade!)
    const others = places.filter(({ point }) => !front.includes(point))
    for (const { point } of others) expect(places.some(one => beats(one.point, point))).toBe(true)
  })

  it('names the one that is best', () => {
    expect(varyHeadline(onlyOne)).toEqual({
      big: 'interval 1s is best',
      small: 'of 3, and shown to be: time to detection 0.50 s, requests hurt 10',
    })
  })

  it('says where nothing differs, or none is shown to', () => {
    expect(varyHeadline(scaled).small).toBe('c, b and a: none is shown to be better than another one')
    expect(varyHeadline(same).big).toBe('No difference')
    expect(varyHeadline(noise)).toEqual({
      big: 'No difference is shown',
      small: 'between 3 settings, in time to detection and requests hurt',
    })
    expect(varyHeadline({ ...onlyOne, rounds: 1 }).big).toBe('No winner')
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

describe('how many backends a rate takes', () => {
  it.each([
    [
      'the fewest, and who takes more',
      300,
      '4 backends with random, lc and p2c',
      'for 300/s, 6 with rr, no fleet that was tried with iphash',
    ],
    [
      'several take the fewest',
      50,
      '1 backend with rr, random, lc and p2c',
      'for 50/s, no fleet that was tried with iphash',
    ],
    ['nobody carries it', 1e6, 'No fleet carries 1M/s', 'not even 16 backends, with anybody'],
  ])('%s', (_, needPerSecond, big, small) => {
    expect(scalingHeadline({ ...scaling, needPerSecond })).toEqual({ big, small })
  })
})
