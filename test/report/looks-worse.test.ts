import { describe, expect, test } from 'vitest'
import { conclusion } from '../../src/report/conclusion.js'
import { pageOf } from '../../src/report/html/render-html.js'
import { looksWorse } from '../../src/report/looks-worse.js'
import { syntheticResults } from '../results/synthetic.js'

const run = (factor: number, ownNoise: number, rounds = 3) =>
  syntheticResults(
    ['lc', 'p2c', 'jiq', 'sed', 'rr'].map(candidate => ({
      ...{ candidate, factor: candidate === 'rr' ? factor : 1 },
      ownNoise: candidate === 'rr' ? ownNoise : 0.01,
    })),
    rounds,
  )

describe('somebody looks ten times slower, and three rounds of five candidates do not show it', () => {
  const results = run(10, 0.7)

  test('it is said, with how many rounds would tell', () => {
    expect(looksWorse(results)).toEqual([
      expect.stringMatching(
        /^rr looks [\d.]+ times as slow as \w+ in p99, which 3 rounds are too few to show; about (\d+) would, if it is \(--rounds \1\)\.$/,
      ),
    ])
    expect(conclusion(results)).toContain(looksWorse(results)[0])
  })

  test('so that the page has no green tick', () => {
    const page = pageOf(results)
    expect(String(page.lead)).toContain('Too few rounds to tell all of it')
    expect(String(page.lead)).not.toContain('Nothing speaks against')
  })

  test('so many rounds show it', () => {
    const enough = Number(/--rounds (\d+)/.exec(looksWorse(results)[0]!)![1])
    expect(enough).toBeLessThanOrEqual(12)
    expect(looksWorse(run(10, 0.7, enough))).toEqual([])
  })
})

test('what may as well be chance is not told, nor what is shown, nor what is close', () => {
  expect(looksWorse(run(1, 0.7))).toEqual([])
  expect(looksWorse(run(10, 0.01))).toEqual([])
  expect(looksWorse(run(1.2, 0.05))).toEqual([])
  expect(looksWorse(run(10, 0.7, 1))).toEqual([])
})
