import { describe, expect, test } from 'vitest'
import { machineKey } from '../../src/baseline/machine-key.js'
import { type KeptRun, type Making, makeBaseline } from '../../src/baseline/make-baseline.js'
import type { Results } from '../../src/results/results.js'
import { baseline, run } from './baselines.js'

const savedAt = '2026-05-02T00:00:00.000Z'
const later = (change: Partial<Results> = {}, startedAt = '2026-05-09T00:00:00.000Z'): Results => ({
  ...run,
  ...change,
  environment: { ...run.environment, ...change.environment, startedAt },
})
const kept = (results: Results, decisions: KeptRun['decisions'] = []): KeptRun => ({ path: 'out', results, decisions })
const make = (changes: Partial<Making>) =>
  makeBaseline({ runs: [kept(run)], earlier: undefined, control: undefined, savedAt, ...changes })

test('the first live candidate is the control unless somebody says otherwise', () => {
  expect(make({})).toMatchObject({ control: 'rr', machine: machineKey(run.environment), runs: [run], savedAt })
  expect(make({ control: 'lc' }).control).toBe('lc')
  expect(make({ control: 'none' }).control).toBeNull()
})

test('a run that is added comes last; control and calibration stay, of decisions the newest count', () => {
  const log = { ...baseline.decisions[0]!, sha256: 'cd'.repeat(32) }
  const other = { ...log, seed: 2 }
  const earlier = { ...baseline, control: 'lc' }
  const made = make({ earlier, runs: [kept(later(), [log, other])] })
  expect(made.runs).toEqual([run, later()])
  expect(made).toMatchObject({ control: 'lc', calibration: baseline.calibration, decisions: [log, other] })
})

describe('what does not fit is refused, and named', () => {
  const stopped = [{ candidate: 'x', round: 0, reason: 'it threw' }]
  const warning = { code: 'late', level: 'invalid', round: 0, message: 'it was late' } as const
  const environment = { ...run.environment, cores: 64 }
  const scenario = { ...run.scenario, hash: 'ff'.repeat(32) }
  test.each<[string, Results, RegExp]>([
    ['unfinished', later({ complete: false, rounds: { planned: 5, done: 2 } }), /out ended early: 2 of 5 rounds/],
    ['stopped', later({ stopped }), /in out, x was stopped: it threw/],
    [
      'invalid',
      later({ warnings: [{ ...warning, candidate: 'lc' }] }),
      /in out, lc was not measured properly: it was la/,
    ],
    [
      'all invalid',
      later({ warnings: [{ ...warning, candidate: null }] }),
      /in out, rr, lc, virtual:lc were not measured/,
    ],
    ['another scenario', later({ scenario }), /out is of another scenario .*ffffffffffff\) than run 1 of the baseline/],
    ['another machine', later({ environment }), /out is of another machine .*: 64 cores instead of \d+ core/],
    [
      'other candidates',
      later({ candidates: run.candidates.slice(1) }),
      /out has other candidates \(lc, virtual:lc\) than/,
    ],
    ['the same run', run, /out, of .*, is in it already/],
  ])('%s', (_, results, message) => {
    expect(() => make({ earlier: baseline, runs: [kept(results)] })).toThrow(message)
  })

  test('a control that did not run, or runs in virtual time', () => {
    expect(() => make({ control: 'p2c' })).toThrow('no candidate is called p2c')
    expect(() => make({ control: 'virtual:lc' })).toThrow('the control virtual:lc runs in virtual time')
  })

  test('a caution is no reason', () => {
    const warnings = [{ ...warning, level: 'caution', candidate: 'lc' }] as const
    expect(make({ runs: [kept(later({ warnings }))] }).runs).toHaveLength(1)
  })
})
