import { describe, expect, it } from 'vitest'
import { headline } from '../../../src/report/html/lead/headline.js'
import { titleOf } from '../../../src/report/html/lead/lead.js'
import type { Results } from '../../../src/results/results.js'
import { type RunShape, syntheticResults } from '../../results/synthetic.js'

const run = (rounds: number, ...shapes: RunShape[]): Results => syntheticResults(shapes, rounds)

/** Clients gave up where rr is. */
const cut: Results = ((results: Results) => {
  const timeoutMs = Math.min(...results.candidates[0]!.rounds.map(({ metrics }) => metrics.p99Ms!))
  return { ...results, scenario: { ...results.scenario, timeoutMs } }
})(run(5, { candidate: 'rr', factor: 20 }, { candidate: 'lc', factor: 1 }))

const mistrusted = run(
  5,
  { candidate: 'rr', factor: 1.4 },
  { candidate: 'lc', factor: 1 },
  { candidate: 'p2c', factor: 1 },
)
const warning = { code: 'overhead', level: 'invalid', candidate: 'p2c', message: 'too much' } as const
const partly: Results = { ...mistrusted, warnings: [warning as never] }

const one = run(3, { candidate: 'rr', factor: 1 })
const alike: Results = { ...one, candidates: ['rr', 'lc'].map(id => ({ ...one.candidates[0]!, id })) }

describe('the headline', () => {
  it.each<[string, Results, string | RegExp, RegExp]>([
    [
      'one winner',
      run(5, { candidate: 'rr', factor: 1.4 }, { candidate: 'lc', factor: 1 }),
      'lc wins',
      /^p99 of [\d.]+ ms, 28 % lower than rr$/,
    ],
    [
      'a winner is held against the next best',
      run(5, { candidate: 'rr', factor: 20 }, { candidate: 'lc', factor: 1 }, { candidate: 'p2c', factor: 15 }),
      'lc wins',
      /^p99 of [\d.]+ ms, 15\.0 times lower than p2c, the next best$/,
    ],
    [
      'nobody differs',
      run(3, { candidate: 'rr', factor: 1, ownNoise: 0.05 }, { candidate: 'lc', factor: 1, ownNoise: 0.05 }),
      'No winner',
      /^no difference in p99 shown between (rr and lc|lc and rr)$/,
    ],
    ['clients gave up: a bound', cut, 'lc wins', /^p99 of [\d.]+ ms, at least (19|20)\.\d times lower than rr$/],
    [
      'one was not measured properly: nobody should think that it lost',
      partly,
      'lc wins',
      /^p99 of [\d.]+ ms, 2[89] % lower than rr; p2c left out, not to be trusted$/,
    ],
    ['every round is alike', alike, 'A draw', /^p99 of [\d.]+ ms each$/],
    [
      'one round',
      run(1, { candidate: 'rr', factor: 1.4 }, { candidate: 'lc', factor: 1 }),
      'One round tells no winner',
      /^p99 of lc [\d.]+ ms and rr [\d.]+ ms$/,
    ],
    ['one candidate', run(3, { candidate: 'rr', factor: 1 }), 'rr: 82.1 ms', /^p99; nobody to hold it against$/],
    [
      'a winner that fails more',
      run(5, { candidate: 'rr', factor: 1.4 }, { candidate: 'lc', factor: 1, errorShare: 0.05 }),
      /^rr fails less: 0 % against [45][\d.]+ %$/,
      /^lc is fastest, but fails more: p99 of /,
    ],
    [
      'a winner that fails a little more',
      run(5, { candidate: 'rr', factor: 1.4 }, { candidate: 'lc', factor: 1, errorShare: 0.008 }),
      'lc is fastest, but fails more',
      /^p99 of /,
    ],
    [
      'one that fails least, where latencies do not differ',
      run(
        5,
        { candidate: 'rr', factor: 1, ownNoise: 0.05, errorShare: 0.4 },
        { candidate: 'lc', factor: 1, ownNoise: 0.05, errorShare: 0.41 },
        { candidate: 'iphash', factor: 1, ownNoise: 0.05, errorShare: 0.05 },
      ),
      /^iphash fails least: [45][\d.]* % against [34][\d.]* to 4[\d.]* %$/,
      /^No winner: no difference in p9\d shown between /,
    ],
    [
      'whoever is slower and fails more only stands beside',
      run(
        5,
        { candidate: 'rr', factor: 1.4, errorShare: 0.06 },
        { candidate: 'lc', factor: 1 },
        { candidate: 'p2c', factor: 1.2 },
      ),
      'lc wins',
      /; rr fails more: [56][\d.]* % against 0 % of lc$/,
    ],
    [
      'nobody copes',
      run(3, { candidate: 'rr', factor: 1, errorShare: 0.53 }, { candidate: 'lc', factor: 1, errorShare: 0.55 }),
      /^Nobody copes: 5[\d.]* to 5[\d.]* % fail$/,
      /^(rr 5[\d.]* % and lc 5[\d.]* %: no difference in errors shown|rr fails less than lc: .*)$/,
    ],
    [
      'everything fails',
      run(3, { candidate: 'rr', factor: 1, errorShare: 1 }, { candidate: 'lc', factor: 1, errorShare: 1 }),
      'Nobody copes: 100 % fail',
      /^rr 100 % and lc 100 %/,
    ],
    [
      'one that does not cope',
      run(3, { candidate: 'rr', factor: 1, errorShare: 0.5 }),
      /^rr does not cope: \d[\d.]* % fail$/,
      /nobody to hold it against$/,
    ],
    [
      'two that lead',
      run(
        5,
        { candidate: 'rr', factor: 1.4 },
        { candidate: 'lc', factor: 1, ownNoise: 0.02 },
        { candidate: 'p2c', factor: 1, ownNoise: 0.02 },
      ),
      'lc and p2c lead',
      /^no difference in p99 shown between them; slower than (lc|p2c): rr$/,
    ],
    [
      'virtual time is called so',
      run(5, { candidate: 'virtual:rr', factor: 1.4 }, { candidate: 'virtual:lc', factor: 1 }),
      'virtual:lc wins',
      /lower than virtual:rr \(virtual time\)$/,
    ],
    [
      'nobody is to be trusted',
      run(
        5,
        { candidate: 'rr', factor: 1.4, health: { balancerUtilisation: 0.7 } },
        { candidate: 'lc', factor: 1, health: { balancerUtilisation: 0.7 } },
      ),
      'Not to be trusted',
      /^It would read: lc wins, p99 of /,
    ],
    [
      'nothing was measured',
      { ...run(3, { candidate: 'rr', factor: 1 }), candidates: [] },
      'Nothing was measured',
      /^$/,
    ],
  ])('%s', (_case, results, big, small) => {
    if (typeof big === 'string') expect(headline(results).big).toBe(big)
    else expect(headline(results).big).toMatch(big)
    expect(headline(results).small).toMatch(small)
  })

  it('names a few and counts the others', () => {
    const ids = ['rr', 'lc', 'p2c', 'ewma', 'random', 'edf']
    const level = run(3, ...ids.map(candidate => ({ candidate, factor: 1, ownNoise: 0.05 })))
    expect(headline(level).small).toMatch(/^no difference in p99 shown between \S+, \S+, \S+ and 3 more$/)
  })
})

describe('before the winner, and as large', () => {
  const two = run(2, { candidate: 'rr', factor: 1.4 }, { candidate: 'lc', factor: 1 })
  const cut: Results = { ...two, complete: false, rounds: { planned: 300, done: 2 } }
  const none: Results = { ...two, complete: false, rounds: { planned: 300, done: 0 } }
  const failed: Results = {
    ...two,
    verdicts: ['rr.p99 <= 1ms', 'lc.p99 <= 1ms'].map(gate => ({
      ...{ gate, judgement: 'fail' as const, reason: '', evidence: null },
    })),
  }

  it('stands that rounds are missing', () => {
    expect(headline(cut).first).toEqual([{ tone: 'care', text: 'Incomplete: 2 of 300 rounds' }])
    expect(headline(cut).big).not.toBe('')
    expect(headline(cut, 'on').first).toEqual([{ tone: 'care', text: 'So far: 2 of 300 rounds' }])
  })

  it('is nobody else where not two rounds are whole', () => {
    expect(headline(none).first).toEqual([{ tone: 'bad', text: 'Incomplete: 0 of 300 rounds' }])
    expect(headline(none).big).toBe('')
    expect(headline(none).small).toMatch(/^So far /)
  })

  it('stands that a gate failed, and how many', () => {
    expect(headline(failed).first).toEqual([{ tone: 'bad', text: '2 gates failed: rr.p99 <= 1ms and 1 more' }])
    expect(headline({ ...failed, verdicts: failed.verdicts.slice(1) }).first).toEqual([
      { tone: 'bad', text: 'A gate failed: lc.p99 <= 1ms' },
    ])
    expect(titleOf(headline(failed))).toMatch(/^2 gates failed: .* 1 more; /)
  })

  it('stands nothing else', () => expect(headline(two).first).toEqual([]))
})
