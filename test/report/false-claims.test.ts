import { describe, expect, test } from 'vitest'
import { conclusion } from '../../src/report/conclusion.js'
import { ranking } from '../../src/report/ranking.js'
import { noisyResults } from '../results/noisy-results.js'

const runs = 600
/** Three standard errors of a share of 5 % in so many runs. */
const luck = 3 * Math.sqrt((0.05 * 0.95) / runs)

const claims = (text: readonly string[]): string[] => text.filter(line => /beats|faster/.test(line))

describe.each([
  [2, 6],
  [5, 6],
  [10, 6],
  [10, 3],
  // Beyond what is corrected in steps.
  [20, 6],
])('%i candidates that are all alike, %i rounds', (count, rounds) => {
  test('somebody is said to beat somebody in 5 % of the runs at most', () => {
    const factors = new Array<number>(count).fill(1)
    const wrong = Array.from({ length: runs }, (_, seed) => conclusion(noisyResults({ factors, rounds, seed })))
    expect(wrong.filter(text => claims(text).length > 0).length / runs).toBeLessThanOrEqual(0.05 + luck)
  })
})

test('two that are alike behind a third: the second place is not made up either', () => {
  const wrong = Array.from({ length: runs }, (_, seed) =>
    conclusion(noisyResults({ factors: [1, 1, 3], rounds: 6, seed })),
  ).filter(text => text.some(line => /c[01] beats c[01]/.test(line)))
  expect(wrong.length / runs).toBeLessThanOrEqual(0.05 + luck)
})

test('a planted 30 % is found', () => {
  const found = Array.from({ length: 200 }, (_, seed) =>
    conclusion(noisyResults({ factors: [1.3, 1], rounds: 6, seed })),
  ).filter(([first]) => /^c1 beats c0: p99 -\d\d % /.test(first!))
  expect(found.length).toBeGreaterThanOrEqual(196)
})

test('what could have been seen is seen with about 80 %', () => {
  const factors = [1, 1]
  const seen = Array.from({ length: 400 }, (_, seed) => {
    const { candidates, intervals } = noisyResults({ factors, rounds: 10, seed })
    const detectable = ranking(candidates, 'p99Ms', intervals)[1]!.detectable!
    const slower = noisyResults({ factors: [1, 1 + detectable], rounds: 10, seed: seed + 10_000 })
    return ranking(slower.candidates, 'p99Ms', slower.intervals)[1]!.standing === 'worse'
  })
  const share = seen.filter(Boolean).length / seen.length
  expect(share).toBeGreaterThan(0.7)
  expect(share).toBeLessThan(0.9)
})

test('a claim never contradicts its own interval', () => {
  for (let seed = 0; seed < 500; seed++) {
    // Some rounds far out pull the interval off the estimate.
    const results = noisyResults({
      factors: [1, 1.05, 1.1, 1.3],
      rounds: 4 + (seed % 5),
      spread: 0.02 + (seed % 7) / 50,
      seed,
    })
    for (const line of claims(conclusion(results))) {
      const [, value, low, high] = /p99 (-[\d.]+) % \[(\S+), (\S+)\]/.exec(line)!.map(Number)
      expect(high, line).toBeLessThan(0)
      expect(value! >= low! && value! <= high!, line).toBe(true)
    }
  }
})
