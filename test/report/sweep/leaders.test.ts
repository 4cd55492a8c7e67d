import { describe, expect, it } from 'vitest'
import { capacitySentences } from '../../../src/report/sweep/capacity-sentences.js'
import { leadersOf } from '../../../src/report/sweep/leaders.js'
import { scalingSentences } from '../../../src/report/sweep/scaling/scaling-sentences.js'
import { capacity } from './fixture.js'
import { scaling } from './scaling/fixture.js'

const of = (...rates: readonly [string, number | null, number?][]) => ({
  ...{ ...capacity, tolerance: 0.01, slos: ['p99 <= 150ms'] },
  candidates: rates.map(([id, rate, failsAt]) => ({
    ...capacity.candidates[0]!,
    candidate: { id, strategy: id, options: {} },
    ratePerSecond: rate,
    failsAtPerSecond: failsAt ?? (rate ?? 1) * 1.009,
  })),
})

describe('a capacity in words', () => {
  it.each<[string, ReturnType<typeof of>, string[]]>([
    [
      'one leads by more than the search can tell',
      of(['lc', 400], ['rr', 200]),
      ['lc sustains most under p99 <= 150ms: 400/s; rr 50% of that.'],
    ],
    [
      'two within the tolerance lead together',
      of(['lc', 400], ['p2c', 398], ['rr', 200]),
      ["lc and p2c sustain most under p99 <= 150ms: 400/s, within the search's tolerance of 1%; rr 50% of that."],
    ],
    [
      'so does whoever was not seen to fail at that rate',
      of(['lc', 400], ['p2c', 390, 401]),
      ["lc and p2c sustain most under p99 <= 150ms: 400/s, within the search's tolerance of 1%."],
    ],
    [
      'nobody can have the ideal',
      of(['ideal', 500], ['lc', 400]),
      ['lc sustains most under p99 <= 150ms: 400/s; ideal 125% of that.'],
    ],
    ['nobody meets it', of(['lc', null]), ['lc does not meet p99 <= 150ms at any rate: not even at 1% load.']],
  ])('%s', (_case, found, sentences) => {
    expect(capacitySentences(found)).toEqual(sentences)
  })
})

it('the largest fleet is told in the same way', () => {
  const [first] = scaling.curves
  const twins = { ...scaling, curves: ['lc', 'p2c'].map(id => ({ ...first!, candidate: { ...first!.candidate, id } })) }
  expect(scalingSentences(twins)[0]).toMatch(
    /^\d+ backends carry most with lc and p2c under .*: .*\/s, within the search's tolerance of .*%\.$/,
  )
})

it('of rates nobody is lost', () => {
  const rated = [1, 5, 3].map(rate => ({ id: `c${rate}`, strategy: 'lc', rate, failsAt: rate + 0.1 }))
  const { level, others } = leadersOf(rated, 0.01)
  expect([...level, ...others].map(({ id }) => id)).toEqual(['c5', 'c3', 'c1'])
})
