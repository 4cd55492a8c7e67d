import { describe, expect, it } from 'vitest'
import { headline } from '../../../src/report/html/lead/headline.js'
import type { Results } from '../../../src/results/results.js'
import { type RunShape, syntheticResults } from '../../results/synthetic.js'

const run = (rounds: number, ...shapes: RunShape[]): Results => syntheticResults(shapes, rounds)

const one = run(3, { candidate: 'rr', factor: 1 })
const alike: Results = { ...one, candidates: ['rr', 'lc'].map(id => ({ ...one.candidates[0]!, id })) }

describe('the headline', () => {
  it.each<[string, Results, string, RegExp]>([
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
      'lc is fastest, but fails more',
      /^p99 of /,
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
    expect(headline(results).big).toBe(big)
    expect(headline(results).small).toMatch(small)
  })

  it('names a few and counts the others', () => {
    const ids = ['rr', 'lc', 'p2c', 'ewma', 'random', 'edf']
    const level = run(3, ...ids.map(candidate => ({ candidate, factor: 1, ownNoise: 0.05 })))
    expect(headline(level).small).toMatch(/^no difference in p99 shown between \S+, \S+, \S+ and 3 more$/)
  })
})
