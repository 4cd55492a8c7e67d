import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/beside/beside.js'
import { changeCell, changeClause, seenText } from '../../../src/report/beside/change-words.js'
import { missingSentences } from '../../../src/report/beside/missing-sentences.js'
import { overallSentence } from '../../../src/report/beside/overall-sentence.js'
import { pairSentence } from '../../../src/report/beside/pair-sentence.js'
import { beside, later, made } from '../../beside/runs.js'

const ratio = (value: number, low: number | null, high: number | null): Change => ({
  metric: 'p99Ms',
  before: null,
  after: null,
  kind: 'ratio',
  change: { value, low, high, n: 6 },
  paired: true,
  related: false,
  tested: true,
  p: 0.01,
  pAdjusted: 0.01,
  detectable: 0.1,
  standing: '~',
  open: { before: 0, after: 0 },
})
const cut = (change: Change, before: number, after: number): Change => ({ ...change, open: { before, after } })
const errors = (value: number, low: number, high: number): Change => ({
  ...ratio(value, low, high),
  metric: 'errorRate',
  kind: 'difference',
})

describe('a change in words', () => {
  test.each([
    // As fine as the interval is narrow.
    [ratio(0.88, 0.84, 0.92), '-12 % [-16, -8]', 'p99 12 % lower [-16, -8]'],
    [ratio(1.142, 1.091, 1.195), '+14 % [9, 20]', 'p99 14 % higher [9, 20]'],
    [ratio(0.9981, 0.9971, 0.9991), '-0.19 % [-0.29, -0.09]', 'p99 0.19 % lower [-0.29, -0.09]'],
    // What is not 0 never reads as 0, on either side of it.
    [ratio(0.95, 0.9, 0.9997), '-5.0 % [-10.0, -0.030]', 'p99 5.0 % lower [-10.0, -0.030]'],
    // Within its interval 0 is as good as any.
    [ratio(1.0003, 0.95, 1.05), '0 % [-5, 5]', 'p99 0 % higher [-5, 5]'],
    // Beyond tenfold percentages all look alike.
    [ratio(0.05, 0.04, 0.0625), '20.0 times lower [16.0, 25.0]', 'p99 20.0 times lower [16.0, 25.0]'],
    [ratio(12.5, 11.1, 14.3), '12.5 times higher [11.1, 14.3]', 'p99 12.5 times higher [11.1, 14.3]'],
    // However narrow the interval is.
    [ratio(1.1, 1.0999999, 1.1000001), '+10.0 % [10.0, 10.0]', 'p99 10.0 % higher [10.0, 10.0]'],
    // Clients that give up would have waited longer: a bound, without an interval.
    [cut(ratio(0.5, 0.4, 0.6), 2, 0), '<= -50 %', 'p99 at least 50 % lower'],
    [cut(ratio(1.5, 1.4, 1.6), 2, 0), '<= +50 %', 'p99 at most 50 % higher'],
    [cut(ratio(20, 19, 21), 0, 1), '>= 20.0 times higher', 'p99 at least 20.0 times higher'],
    [cut(ratio(1.5, 1.4, 1.6), 1, 1), '-', 'p99 cannot be told'],
    // One round has no interval.
    [ratio(0.88, null, null), '-12 %', 'p99 12 % lower'],
    // Points are no percents.
    [errors(0.012, 0.008, 0.016), '+1.2 points [0.8, 1.6]', 'errors +1.2 points [0.8, 1.6]'],
    [errors(-0.012, -0.016, -0.008), '-1.2 points [-1.6, -0.8]', 'errors -1.2 points [-1.6, -0.8]'],
  ])('%#', (change, cell, clause) => {
    expect([changeCell(change), changeClause(change)]).toEqual([cell, clause])
  })

  test('what would have been seen', () => {
    const seen = (detectable: number): string | undefined => seenText({ ...ratio(1, 0.9, 1.1), detectable })
    expect([seen(0.0623), seen(1.4), seen(7)]).toEqual(['6.2 %', '140 %', undefined])
  })
})

describe('all candidates in one sentence', () => {
  const before = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1, 'virtual:p2c': 1 } })
  const sentence = (factors: Record<string, number>, seed = 1): string =>
    overallSentence(beside(before, later(made({ factors, seed }))))

  test.each([
    [
      { 'virtual:rr': 1, 'virtual:lc': 0.8, 'virtual:p2c': 0.8 },
      /^2 of 3 candidates got faster; virtual:rr: no difference shown \(could have seen \d\.\d %\)\.$/,
    ],
    [
      { 'virtual:rr': 1.3, 'virtual:lc': 0.8, 'virtual:p2c': 1.3 },
      /^virtual:lc got faster; 2 of 3 candidates got slower\.$/,
    ],
    [{ 'virtual:rr': 1.3, 'virtual:lc': 1.3, 'virtual:p2c': 1.3 }, /^All 3 candidates got slower\.$/],
    [
      { 'virtual:rr': 1, 'virtual:lc': 1, 'virtual:p2c': 1 },
      /^virtual:rr, virtual:lc and virtual:p2c: no difference shown \(could/,
    ],
  ])('%#', (factors, text) => {
    expect(sentence(factors)).toMatch(text)
  })

  test('nobody in both', () => {
    const both = beside(made({ factors: { rr: 1 } }), later(made({ factors: { lc: 1 } })))
    expect(overallSentence(both)).toMatch(/^Nothing can be compared: no candidate is in both/)
    expect(missingSentences(both)).toEqual([
      'Only before: rr.',
      'Only after: lc.',
      "To hold two of them against each other: --match 'rr=lc'.",
    ])
  })

  test('two of one strategy are rather meant than others', () => {
    const both = beside(
      made({ factors: { rr: 1, 'p2c?choices=2': 1 } }),
      later(made({ factors: { lc: 1, 'p2c?choices=3': 1 } })),
    )
    expect(missingSentences(both).at(-1)).toContain("--match 'p2c?choices=2=p2c?choices=3'")
  })
})

describe('one candidate in one sentence', () => {
  const of = (one: Parameters<typeof made>[0], other: Parameters<typeof made>[0], name: string): string => {
    const both = beside(made(one), later(made({ seed: 1, ...other })))
    return pairSentence(both.pairs.find(pair => pair.name === name)!, both)
  }

  test('faster', () => {
    expect(of({ factors: { 'virtual:lc': 1 } }, { factors: { 'virtual:lc': 0.88 } }, 'virtual:lc')).toMatch(
      /^virtual:lc: p99 1\d % lower \[-1\d, -\d+\] and p50 1\d % lower \[.*\] than before, errors equal, 6 rounds\.$/,
    )
  })

  test('faster, but it fails more', () => {
    const after = { factors: { 'virtual:lc': 0.8 }, errors: { 'virtual:lc': 0.02 }, errorNoise: 0.001 }
    expect(of({ factors: { 'virtual:lc': 1 } }, after, 'virtual:lc')).toMatch(
      /lower .* than before but fails more: errors \+[12]\.\d+ points \[.*\], 6 rounds\.$/,
    )
  })

  test('in relation to the control, which is no judge of itself', () => {
    const [before, after] = [{ factors: { rr: 1, lc: 1 } }, { factors: { rr: 1, lc: 0.7 }, day: 0.2 }]
    expect(of(before, after, 'lc')).toMatch(
      /^lc: p99 \d\d % lower .* than before in relation to rr, errors equal, 6 rounds\.$/,
    )
    expect(of(before, after, 'rr')).toMatch(/^rr is the control: p99 2\d % higher .*, which counts as the machine's\.$/)
  })

  test('nothing shown', () => {
    expect(of({ factors: { 'virtual:lc': 1 } }, { factors: { 'virtual:lc': 1 } }, 'virtual:lc')).toMatch(
      /^virtual:lc: no difference in p99 shown \(.* %.*, could have seen \d(\.\d)? %\), errors equal, 6 rounds\.$/,
    )
  })

  test('one round', () => {
    const one = { factors: { 'virtual:lc': 1, rr: 1 }, rounds: 1 }
    expect(of(one, one, 'virtual:lc')).toMatch(/exactly, on these requests; one round does not tell how far/)
    expect(of({ ...one, factors: { lc: 1 } }, { ...one, factors: { lc: 1 } }, 'lc')).toMatch(
      /^lc: p99 .* ms before and .* ms after; so few rounds show no difference\.$/,
    )
  })
})
