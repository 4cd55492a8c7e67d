import { describe, expect, test } from 'vitest'
import { compareWithBaseline } from '../../src/gate/baseline.js'
import type { Results } from '../../src/results/results.js'
import { type Shape, syntheticResults } from '../results/synthetic.js'

const run = (factor: number, changes: Partial<Shape> = {}, rounds = 5): Results =>
  syntheticResults([{ candidate: 'lc', factor, ...changes }], rounds)
const against = (results: Results, baseline: Results) => compareWithBaseline(results, baseline, { maxRegression: 0.1 })
const judgements = (results: Results, baseline: Results) =>
  Object.fromEntries(against(results, baseline).map(({ gate, judgement }) => [gate.split(' ')[0], judgement]))

const baseline = run(1)

describe('the same seeds: paired by round', () => {
  test('a run against itself passes everything', () => {
    expect(judgements(baseline, baseline)).toEqual({
      'lc.p50': 'pass',
      'lc.p99': 'pass',
      'lc.mean': 'pass',
      'lc.errorRate': 'pass',
      'lc.goodput': 'pass',
    })
  })

  test('20 % slower fails, 20 % faster passes', () => {
    expect(judgements(run(1.2), baseline)).toMatchObject({
      'lc.p50': 'fail',
      'lc.p99': 'fail',
      'lc.mean': 'fail',
      'lc.errorRate': 'pass',
    })
    expect(judgements(run(0.8), baseline)).toMatchObject({ 'lc.p50': 'pass', 'lc.p99': 'pass', 'lc.mean': 'pass' })
  })

  test('right at the limit is inconclusive', () => {
    expect(judgements(run(1.1, { ownNoise: 0.05 }), baseline)['lc.p50']).toBe('inconclusive')
  })

  test('errors are compared in points, answers by ratio', () => {
    const failing = judgements(run(1, { errorShare: 0.15 }), baseline)
    expect(failing).toMatchObject({ 'lc.errorRate': 'fail', 'lc.goodput': 'fail', 'lc.p50': 'pass' })
  })

  test('the sentence holds the numbers', () => {
    const [p50] = against(run(1.2), baseline)
    expect(p50!.gate).toBe('lc.p50 <= 1.1 * baseline')
    expect(p50!.reason).toMatch(/^1\.\d\dx \[1\.\d\d, 1\.\d\d\] of the baseline \(\d\d\.\d ms against \d\d\.\d ms\)$/)
  })
})

describe('other seeds: two samples', () => {
  const other = (factor: number, rounds = 5) => run(factor, { seed: 900 }, rounds)

  test('tell the same, less sharply', () => {
    expect(judgements(other(1), baseline)).toMatchObject({ 'lc.p50': 'pass' })
    expect(judgements(other(1.4), baseline)).toMatchObject({ 'lc.p50': 'fail', 'lc.p99': 'fail' })
  })

  test('the same numbers say less where their rounds do not belong together', () => {
    const relabelled = baseline.candidates.map(candidate => ({
      ...candidate,
      rounds: candidate.rounds.map(round => ({ ...round, seed: round.seed + 5_000 })),
    }))
    const width = (before: Results): number => {
      const p99 = against(run(1.02), before).find(({ gate }) => gate.startsWith('lc.p99'))!
      const [, low, high] = /\[(.*), (.*)\]/.exec(p99.reason)!
      return Number(high) - Number(low)
    }
    expect(width({ ...baseline, candidates: relabelled })).toBeGreaterThan(2 * width(baseline))
  })

  test('one round is judged by its value, and says so', () => {
    const [p50] = against(other(1.4, 1), baseline)
    expect(p50).toMatchObject({ judgement: 'fail', reason: expect.stringContaining('one round') })
  })
})

describe('what cannot be compared', () => {
  test('another scenario', () => {
    const other = { ...baseline, scenario: { ...baseline.scenario, hash: 'feed'.repeat(16) } }
    expect(against(run(1), other)).toMatchObject([
      { judgement: 'invalid', reason: expect.stringContaining('another scenario') },
    ])
  })

  test('a candidate that is gone, or was not measured properly in either run', () => {
    const gone = syntheticResults([{ candidate: 'rr', factor: 1 }], 5)
    expect(against(gone, baseline)).toMatchObject([{ judgement: 'invalid', reason: 'lc is in the baseline only' }])
    const busy = run(1, { health: { balancerUtilisation: 0.9 } })
    expect(against(busy, baseline)).toMatchObject([
      { judgement: 'invalid', reason: expect.stringMatching(/^lc was not/) },
    ])
    expect(against(baseline, busy)).toMatchObject([
      { judgement: 'invalid', reason: expect.stringMatching(/^in the baseline, lc was not/) },
    ])
  })

  test('a baseline without candidates', () => {
    expect(against(baseline, { ...baseline, candidates: [] })).toMatchObject([{ judgement: 'invalid' }])
  })

  test('a percentile that got lost; one that neither run has is not asked for', () => {
    const short = run(1, { requests: 500 })
    expect(judgements(short, baseline)['lc.p99']).toBe('inconclusive')
    expect(judgements(short, short)).not.toHaveProperty('lc.p99')
  })

  test('another world: the same strategy live and in virtual time', () => {
    const virtual = {
      ...baseline,
      candidates: baseline.candidates.map(lc => ({ ...lc, engine: 'virtual', world: 'virtual' as const, guard: null })),
    }
    expect(against(baseline, virtual)).toEqual([
      {
        gate: 'lc against baseline',
        judgement: 'invalid',
        reason:
          "lc was measured live here and run in virtual time in the baseline: the difference would be the worlds', not the candidate's",
      },
    ])
    expect(against(virtual, baseline)[0]!.reason).toMatch(/^lc was run in virtual time here and measured live in/)
    expect(judgements(virtual, virtual)).toMatchObject({ 'lc.p99': 'pass', 'lc.goodput': 'pass' })
  })

  test('another machine is said, but not of virtual time, which is the same on all', () => {
    const virtual = syntheticResults([{ candidate: 'virtual:lc', factor: 1 }], 3)
    const afar = { ...virtual, environment: { ...virtual.environment, cpu: 'Other CPU' } }
    for (const { reason } of against(virtual, afar)) expect(reason).not.toMatch(/another machine/)
  })

  test('another machine is said', () => {
    const elsewhere = { ...baseline, environment: { ...baseline.environment, cpu: 'Other CPU' } }
    for (const { reason } of against(run(1), elsewhere)) expect(reason).toMatch(/the baseline ran on another machine/)
  })
})
