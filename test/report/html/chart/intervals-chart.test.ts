import { expect, test } from 'vitest'
import { intervalsChart } from '../../../../src/report/html/chart/intervals-chart.js'
import type { RangesData } from '../../../../src/report/html/chart/ranges-data.js'
import type { Results } from '../../../../src/results/results.js'
import { syntheticResults } from '../../../results/synthetic.js'
import { calm, rich } from '../../fixture.js'

const dataOf = (results: Results): RangesData => {
  const chart = intervalsChart(results)!
  if (chart.kind !== 'ranges') throw new Error(chart.kind)
  return chart.data
}

test('best first, live before virtual; behind each how far it is from the best, ~ where nobody can tell', () => {
  const { rows } = dataOf(rich)
  expect(rows.map(({ candidate }) => candidate)).toEqual(['p2c?choices=3', 'lc', 'rr', 'iphash', 'virtual:lc'])
  expect(rows[0]!.text).toMatch(/^[\d.]+ ms$/)
  expect(rows[1]!.text).toMatch(/^[\d.]+ ms, ~$/)
  expect(rows[2]!.text).toMatch(/^[\d.]+ ms, \+4\d %$/)
  // Invalid: it takes no part, and says so.
  expect(rows[3]).toMatchObject({ name: 'iphash (invalid)', isInvalid: true })
  expect(rows.filter(({ isInvalid }) => isInvalid)).toHaveLength(1)
  expect(rows[3]!.text).toMatch(/^[\d.]+ ms$/)
})

test('the lesser quantity is a ring; the ideal is a line for each', () => {
  const { rows, references } = dataOf(rich)
  expect(rows[0]!.points.map(({ name, isHollow }) => [name, isHollow])).toEqual([
    ['p50', true],
    ['p99', false],
  ])
  expect(references.map(({ name }) => name)).toEqual(['ideal p50', 'ideal p99'])
  expect(dataOf(calm).references).toEqual([])
})

test('one round has no intervals, and no sentence that claims more', () => {
  const one = syntheticResults(
    [
      { candidate: 'rr', factor: 1.4 },
      { candidate: 'lc', factor: 1 },
    ],
    1,
  )
  for (const { points } of dataOf(one).rows)
    for (const { low, high } of points) expect([low, high]).toEqual([null, null])
  expect(intervalsChart(one)!.says).toContain('one round shows no difference')
})

test('a p99 that nobody can tell gives way to what everybody can', () => {
  const few = syntheticResults([{ candidate: 'lc', factor: 1, requests: 300 }], 3)
  expect(dataOf(few).rows[0]!.points.map(({ name }) => name)).toEqual(['p50', 'p90'])
  expect(intervalsChart(few)!.title).toBe('How fast are the answers?')
})

test('where clients gave up it is a bound, and so is how far it is from the best', () => {
  const rr = rich.candidates.find(({ id }) => id === 'rr')!
  const timeoutMs = Math.min(...rr.rounds.map(({ metrics }) => metrics.p99Ms!))
  const cut = rr.rounds.map(round => ({ ...round, metrics: { ...round.metrics, p99Ms: timeoutMs } }))
  const results: Results = {
    ...rich,
    scenario: { ...rich.scenario, timeoutMs },
    candidates: rich.candidates.map(one => (one === rr ? { ...rr, rounds: cut } : one)),
  }
  expect(dataOf(results).rows.find(({ candidate }) => candidate === 'rr')!.text).toMatch(/^≥ [\d.]+ ms, ≥ /)
  expect(
    intervalsChart(results)!
      .table.rows.find(([id]) => id === 'rr')!
      .at(-1),
  ).toMatch(/^≥ /)
})

test('a factor, where percentages all look alike', () => {
  const far = syntheticResults(
    [
      { candidate: 'rr', factor: 20 },
      { candidate: 'lc', factor: 1 },
    ],
    5,
  )
  expect(dataOf(far).rows[1]!.text).toMatch(/ ms, [12]\d\.\dx$/)
})
