import { describe, expect, test } from 'vitest'
import { judge } from '../../../src/gate/judge.js'
import { parseGate } from '../../../src/gate/parse-gate.js'
import { regressionGates } from '../../../src/gate/regression-gates.js'
import type { Results } from '../../../src/results/results.js'
import { type Shape, syntheticResults } from '../../results/synthetic.js'

const rounds = 8
const alone = (factor: number, changes: Partial<Shape> = {}, of = rounds): Results =>
  syntheticResults([{ candidate: 'lc', factor, ...changes }], of)
const withControl = (factor: number, changes: Partial<Shape> = {}, machine = 1): Results =>
  syntheticResults(
    [
      { candidate: 'rr', factor: 1.3 * machine },
      { candidate: 'lc', factor: factor * machine, ...changes },
    ],
    rounds,
  )
const defaults = regressionGates({ against: 'baseline', maxRegression: 0.1, closedLoop: true })
const against = (results: Results, runs: readonly Results[], control: string | null = null, gates = defaults) =>
  judge(gates, results, { baseline: { control, runs } })
const judgements = (...given: Parameters<typeof against>) =>
  Object.fromEntries(against(...given).map(({ gate, judgement }) => [gate.split(' ')[0], judgement]))
const elsewhere = (results: Results): Results => ({
  ...results,
  environment: { ...results.environment, cpu: 'Other CPU' },
})

describe('in relation to a control of the same run', () => {
  const before = withControl(1)

  test('a run against itself passes; the control is not held against itself', () => {
    expect(judgements(before, [before], 'rr')).toEqual({
      'lc.p50': 'pass',
      'lc.p99': 'pass',
      'lc.errorRate': 'pass',
      'lc.goodput': 'pass',
    })
  })

  test('20 % slower than the control makes it fails, 20 % faster passes', () => {
    expect(judgements(withControl(1.25), [before], 'rr')).toMatchObject({ 'lc.p50': 'fail', 'lc.p99': 'fail' })
    expect(judgements(withControl(0.8), [before], 'rr')).toMatchObject({ 'lc.p50': 'pass', 'lc.p99': 'pass' })
  })

  test('a machine twice as slow changes nothing, here or elsewhere, and elsewhere is said', () => {
    const slow = withControl(1, {}, 2)
    expect(judgements(slow, [before], 'rr')).toMatchObject({ 'lc.p50': 'pass', 'lc.p99': 'pass' })
    const [p50] = against(slow, [elsewhere(before)], 'rr')
    expect(p50!.judgement).toBe('pass')
    expect(p50!.reason).toMatch(
      /^lc\.p50 \/ rr\.p50 = 0\.\d+ against 0\.\d+ in the baseline: \d\.\d\dx \[.*\] is within 1\.1; another machine or version \(CPU model .* instead of Other CPU\); one earlier run does not tell how much runs differ, 2 % assumed$/,
    )
    expect(judgements(withControl(1.25, {}, 2), [elsewhere(before)], 'rr')).toMatchObject({ 'lc.p50': 'fail' })
  })

  test('errors in points, answers by ratio', () => {
    const failing = judgements(withControl(1, { errorShare: 0.3 }), [before], 'rr')
    expect(failing).toMatchObject({ 'lc.errorRate': 'fail', 'lc.goodput': 'fail', 'lc.p50': 'pass' })
  })

  test('shares and indices with a factor: what stayed as it was stays within', () => {
    const gates = ['lc.jainBusy >= 0.9 * baseline', 'lc.errorRate <= 3 * baseline', 'lc.maxOverMean <= 1.1 * baseline']
    const errors = withControl(1, { errorShare: 0.02 })
    for (const { judgement, reason } of against(
      errors,
      [errors],
      'rr',
      gates.map(text => parseGate(text)),
    ))
      expect(`${judgement} ${reason}`).toMatch(/^pass/)
  })

  test('a fixed amount of time means another thing on another day', () => {
    const [verdict] = against(withControl(1, {}, 2), [before], 'rr', [parseGate('lc.p99 <= baseline + 5ms')])
    expect(verdict).toMatchObject({
      judgement: 'invalid',
      reason: expect.stringMatching(/a fixed amount .* use a factor$/),
    })
  })

  test('several runs whose relation differs make it blunt', () => {
    const runs = [1, 1.35, 0.8, 1.3].map(factor => withControl(factor))
    expect(judgements(withControl(1.3), runs, 'rr')).toMatchObject({ 'lc.p50': 'inconclusive' })
    const steady = [1, 1.01, 0.99, 1.005].map(factor => withControl(factor))
    expect(judgements(withControl(1.3), steady, 'rr')).toMatchObject({ 'lc.p50': 'fail' })
  })

  test('where the control is missing in one of both, elsewhere cannot be judged', () => {
    expect(against(alone(1), [elsewhere(before)], 'rr')[0]).toMatchObject({
      judgement: 'invalid',
      reason: expect.stringMatching(/another machine or version \(CPU .*only relations to a control .*--against/),
    })
  })
})

describe('without a control, on the same machine', () => {
  test('one earlier run does not tell how much runs differ: only what is far beyond that fails', () => {
    const before = alone(1)
    expect(judgements(alone(1.2), [before])).toMatchObject({ 'lc.p50': 'inconclusive', 'lc.errorRate': 'pass' })
    expect(judgements(alone(2), [before])).toMatchObject({ 'lc.p50': 'fail', 'lc.p99': 'fail' })
    expect(judgements(alone(0.5), [before])).toMatchObject({ 'lc.p50': 'pass' })
    const [p50] = against(alone(1.2), [before])
    expect(p50!.reason).toMatch(/; one earlier run does not tell how much runs differ, 8 % assumed$/)
  })

  test('several that agree make it sharp, several that differ do not', () => {
    const steady = [0.99, 1, 1.01, 1, 1.005].map(factor => alone(factor))
    expect(judgements(alone(1.3), steady)).toMatchObject({ 'lc.p50': 'fail' })
    const wild = [0.7, 1, 1.3, 0.8, 1.2].map(factor => alone(factor))
    expect(judgements(alone(1.3), wild)).toMatchObject({ 'lc.p50': 'inconclusive' })
    expect(against(alone(1.3), wild)[0]!.reason).not.toMatch(/assumed/)
  })

  test('a fixed amount is no way around the spread between runs', () => {
    const gate = [parseGate('lc.p99 <= baseline + 5ms')]
    expect(against(alone(1.1), [alone(1)], null, gate)).toMatchObject([
      { judgement: 'inconclusive', reason: expect.stringMatching(/8 % assumed$/) },
    ])
    expect(against(alone(3), [alone(1)], null, gate)).toMatchObject([{ judgement: 'fail' }])
  })

  test('on another machine nothing can be said', () => {
    expect(against(alone(1), [elsewhere(alone(1))])[0]).toMatchObject({ judgement: 'invalid' })
  })

  test('other seeds are two samples', () => {
    const other = alone(2, { seed: 900 })
    expect(judgements(other, [alone(1)])).toMatchObject({ 'lc.p50': 'fail' })
  })
})

describe('in virtual time: exactly, on every machine', () => {
  const run = (factor: number, changes: Partial<Shape> = {}) =>
    syntheticResults([{ candidate: 'virtual:lc', factor, ...changes }], 3)

  test('a run against itself passes, also from elsewhere; 11 % more fails, 9 % more passes', () => {
    const verdicts = against(run(1), [elsewhere(run(1))])
    for (const { judgement, reason, evidence } of verdicts) {
      expect(judgement).toBe('pass')
      expect(reason).toMatch(/, exactly$/)
      expect(reason).not.toMatch(/machine/)
      expect(evidence).toMatchObject({ p: null, estimate: { low: null } })
    }
    expect(judgements(run(1.11), [run(1)])).toMatchObject({ 'virtual:lc.p50': 'fail', 'virtual:lc.p99': 'fail' })
    expect(judgements(run(1.09), [run(1)])).toMatchObject({ 'virtual:lc.p50': 'pass', 'virtual:lc.p99': 'pass' })
  })

  test('other seeds met other requests', () => {
    expect(against(run(1, { seed: 900 }), [run(1)])[0]).toMatchObject({
      judgement: 'invalid',
      reason: expect.stringMatching(/other seeds/),
    })
  })
})

describe('what cannot be compared', () => {
  const before = withControl(1)

  test('another scenario', () => {
    const other = { ...before, scenario: { ...before.scenario, hash: 'feed'.repeat(16) } }
    expect(against(before, [other], 'rr')[0]).toMatchObject({
      judgement: 'invalid',
      reason: expect.stringContaining('another scenario'),
    })
  })

  test('a candidate that is gone, or was not measured properly in either run', () => {
    const gone = syntheticResults([{ candidate: 'rr', factor: 1 }], rounds)
    expect(against(gone, [before], 'rr')[0]).toMatchObject({
      gate: 'lc.p50 <= 1.1 * baseline',
      judgement: 'invalid',
      reason: 'no candidate lc in these results; there is rr',
    })
    const busy = withControl(1, { health: { balancerUtilisation: 0.9 } })
    expect(against(busy, [before], 'rr')[0]!.reason).toMatch(/^lc was not measured/)
    expect(against(before, [busy], 'rr')[0]!.reason).toMatch(/^in the baseline, lc was not measured/)
  })

  test('one that is new is not asked for, unless by name', () => {
    const three = syntheticResults(
      ['rr', 'lc', 'p2c'].map(candidate => ({ candidate, factor: 1 })),
      rounds,
    )
    expect(Object.keys(judgements(three, [before], 'rr')).join(' ')).not.toMatch(/p2c/)
    expect(against(three, [before], 'rr', [parseGate('p2c.p99 <= baseline')])).toMatchObject([
      { judgement: 'invalid', reason: 'the baseline has no candidate p2c' },
    ])
    expect(against(three, [before], 'rr', [parseGate('p2c.p99 <= 1.5 * baseline.lc.p99')])).toMatchObject([
      { judgement: 'pass' },
    ])
  })

  test('runs that ended early', () => {
    const early = { ...before, complete: false, rounds: { planned: 8, done: 2 } }
    expect(against(before, [early], 'rr')[0]!.reason).toMatch(/^in the baseline, the run ended early/)
    expect(against(early, [before], 'rr').every(({ judgement }) => judgement === 'invalid')).toBe(true)
  })

  test('one that was stopped, or refused, when the baseline was made', () => {
    const stopped = [{ candidate: 'p2c', round: 0, reason: 'threw' }]
    const [p50] = against(before, [{ ...before, stopped }], 'rr').filter(({ gate }) => gate.startsWith('p2c'))
    expect(p50).toMatchObject({ judgement: 'invalid' })
  })

  test('a percentile that got lost', () => {
    const short = withControl(1, { requests: 500 })
    expect(judgements(short, [before], 'rr')['lc.p99']).toBe('inconclusive')
  })

  test('another world: the same strategy live and in virtual time', () => {
    const live = alone(1)
    const virtual = {
      ...live,
      candidates: live.candidates.map(lc => ({ ...lc, engine: 'virtual', world: 'virtual' as const, guard: null })),
    }
    expect(against(live, [virtual])[0]).toMatchObject({
      judgement: 'invalid',
      reason:
        "lc was measured live here and run in virtual time in the baseline: the difference would be the worlds', not the candidate's",
    })
    expect(against(virtual, [live])[0]!.reason).toMatch(/^lc was run in virtual time here and measured live in/)
  })
})

test('ids that no grammar could hold', () => {
  const gates = regressionGates({ candidate: './a"b.ts', against: 'baseline', maxRegression: 0.1, closedLoop: false })
  expect(gates[0]).toMatchObject({ left: { who: { kind: 'one', candidate: './a"b.ts' } } })
})

test('the default gates read as the grammar would read them', () => {
  for (const gate of regressionGates({
    candidate: 'new',
    against: 'old',
    maxRegression: 0.1,
    closedLoop: true,
    sameStrategy: true,
  })) {
    const { onlyIfTold, ...plain } = gate
    expect(parseGate(gate.text)).toEqual(plain)
  }
})

test('the default gates: few, and goodput only where it says something of its own', () => {
  const texts = (closedLoop: boolean, candidate?: string, other = 'baseline') =>
    regressionGates({ ...(candidate && { candidate }), against: other, maxRegression: 0.1, closedLoop }).map(
      ({ text }) => text,
    )
  expect(texts(false)).toEqual(['p50 <= 1.1 * baseline', 'p99 <= 1.1 * baseline', 'errorRate <= baseline + 0.1%'])
  expect(texts(true, 'my lc', './old.ts@HEAD')).toEqual([
    '"my lc".p50 <= 1.1 * ./old.ts@HEAD.p50',
    '"my lc".p99 <= 1.1 * ./old.ts@HEAD.p99',
    '"my lc".errorRate <= ./old.ts@HEAD.errorRate + 0.1%',
    '"my lc".goodput >= 0.9 * ./old.ts@HEAD.goodput',
  ])
  const same = regressionGates({ against: 'baseline', maxRegression: 0.1, closedLoop: false, sameStrategy: true })
  expect(same.at(-1)).toMatchObject({ text: 'maxOverMean <= baseline + 0.015', onlyIfTold: true })
})
