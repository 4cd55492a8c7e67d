import { expect, test } from 'vitest'
import { judge } from '../../src/gate/judge.js'
import { parseGate } from '../../src/gate/parse-gate.js'
import type { TrialScaling } from '../../src/model/scaling-log.js'
import { renderComment } from '../../src/report/ci/comment.js'
import { renderCsv } from '../../src/report/csv.js'
import { scalingChart } from '../../src/report/scaling/scaling-chart.js'
import { scalingGroup } from '../../src/report/scaling/scaling-columns.js'
import { collate } from '../../src/results/collate.js'
import { incidentsOf } from '../../src/results/incidents-of.js'
import { resultsSchema } from '../../src/results/results-schema.js'
import { contextOf, syntheticTrial } from './synthetic.js'

/** Two backends, four from half of the run on; so many seconds miss the objective. */
function scaling(durationMs: number, missed: number): TrialScaling {
  const seconds = durationMs / 1000
  const requests = Array.from({ length: seconds }, () => 100)
  return {
    counts: [
      { atMs: -500, desired: 2, paid: 2, serving: 2 },
      { atMs: durationMs / 2, desired: 4, paid: 4, serving: 2 },
      { atMs: (3 * durationMs) / 4, desired: 4, paid: 4, serving: 4 },
    ],
    decisions: [{ atMs: durationMs / 2, value: 0.9, ready: 2, desired: 4 }],
    newcomers: [],
    requests,
    bad: requests.map((_, second) => (second < missed ? 10 : 0)),
    need: [3],
  }
}

function resultsOf(missed: readonly number[]) {
  const trials = missed.map((each, round) => {
    const trial = syntheticTrial({ candidate: 'virtual:rr', factor: 1, round })
    return { ...trial, scaling: scaling(trial.durationMs, each) }
  })
  return collate(trials, contextOf(['virtual:rr'], missed.length))
}

test('over rounds, with intervals, and over time', () => {
  const results = resultsOf([1, 2, 3])
  const { scaling: result, rounds } = results.candidates[0]!
  expect(result!.metrics.missedSeconds).toMatchObject({ value: 2, n: 3 })
  expect(result!.metrics.missedSeconds!.low).toBeLessThan(2)
  expect(result!.metrics.overProvisioning!.value).toBeCloseTo(0, 9)
  expect(result!.metrics.newcomerLoad).toBeNull()
  expect(rounds.map(round => round.scaling!.missedSeconds)).toEqual([1, 2, 3])
  const { paid, serving, need } = result!.timeline
  expect([paid[0], paid[47], paid[48], paid[95]]).toEqual([2, 2, 4, 4].map(count => expect.closeTo(count, 9)))
  expect([serving[71], serving[72]]).toEqual([2, 4].map(count => expect.closeTo(count, 9)))
  expect(need).toEqual(Array.from({ length: 96 }, () => 3))
})

test('in the file', () => {
  const results = resultsOf([1, 2])
  expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results)
})

test('in gates', () => {
  const results = resultsOf([1, 1, 1])
  const gates = ['scaling.missedSeconds <= 1', 'scaling.missedSeconds <= 0.5', 'newcomerLoad <= 2']
  const verdicts = judge(
    gates.map(text => parseGate(text, incidentsOf(results))),
    results,
  )
  expect(verdicts.map(({ judgement }) => judgement)).toEqual(['pass', 'fail', 'invalid'])
  expect(verdicts[2]!.reason).toMatch(
    /virtual:rr.scaling.newcomerLoad cannot be told: no backend joined for long enough/,
  )
})

test('in reports: a table without columns that nobody fills, and a chart as wide as there is room', () => {
  const results = resultsOf([1, 2])
  const { columns } = scalingGroup(results)!
  expect(columns.map(({ head }) => head)).toEqual([
    'objective missed, s',
    'missed requests',
    'backend-seconds',
    'over need, %',
    'turns',
  ])
  for (const width of [60, 80, 200]) {
    const lines = scalingChart(results, { color: false, width })
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(width)
    expect(lines.find(line => line.includes('virtual:rr'))).toMatch(/^ {2}virtual:rr [▄▅]+█+$/)
  }
})

test('in the CSV, and in the comment on a pull request', () => {
  const results = resultsOf([1, 2])
  const rows = renderCsv(results).split('\n')
  expect(rows.find(row => row.startsWith('virtual:rr,scaling.missedSeconds,1.5,'))).toMatch(/,2$/)
  expect(rows).toContain('virtual:rr,scaling.newcomerLoad,,,,0')
  expect(renderComment(results, [])).toMatch(/## Autoscaling, a round\n\n\| candidate \| objective missed, s \|/)
})

test('noise in the last digit is no change', () => {
  const results = resultsOf([1, 2])
  const [candidate] = results.candidates
  // 3.5 of 7 is where a bar ends and the next begins.
  const paid = Array.from({ length: 96 }, (_, i) => (i === 0 ? 7 : 3.5 + (i % 2 === 0 ? 1e-13 : -1e-13)))
  const timeline = { ...candidate!.scaling!.timeline, paid, need: null }
  const noisy = { ...results, candidates: [{ ...candidate!, scaling: { ...candidate!.scaling!, timeline } }] }
  const row = scalingChart(noisy, { color: false, width: 140 }).find(line => line.includes('█'))!
  expect(new Set(row.trim().split(' ').at(-1)!.slice(1)).size).toBe(1)
})

test('nothing of it where the fleet is not scaled', () => {
  const results = collate(
    [syntheticTrial({ candidate: 'virtual:rr', factor: 1, round: 0 })],
    contextOf(['virtual:rr'], 1),
  )
  expect(results.candidates[0]).not.toHaveProperty('scaling')
  expect(scalingGroup(results)).toBeUndefined()
  expect(scalingChart(results, { color: false, width: 80 })).toEqual([])
})
