import { describe, expect, test } from 'vitest'
import type { Calibration } from '../../src/baseline/baseline.js'
import { checkMargins, type Planned } from '../../src/calibration/margins.js'
import { passShare } from '../../src/calibration/power.js'
import { LbbenchError } from '../../src/errors.js'
import { parseGate } from '../../src/gate/parse-gate.js'

const machine = { cpu: 'Test', cores: 2, os: 'Linux 6.1', node: 'v20.20.2', lbbench: '0.1.0', autocannon: '9.0.0' }
const calibration: Calibration = {
  scenarioHash: 'c0ffee',
  machine,
  candidate: 'rr',
  measuredAt: '2026-01-02T03:04:05.000Z',
  pairs: 10,
  metrics: {
    p50Ms: { kind: 'ratio', sd: 0.01 },
    p99Ms: { kind: 'ratio', sd: 0.09 },
    errorRate: { kind: 'difference', sd: 1 },
  },
}
const run: Planned = { rounds: 12, scenarioHash: 'c0ffee', machine }
const check = (gate: string, changes: Partial<Planned> = {}): string | undefined =>
  checkMargins([parseGate(gate)], calibration, { ...run, ...changes })

function refusal(gate: string): LbbenchError {
  try {
    check(gate)
  } catch (error) {
    if (error instanceof LbbenchError) return error
  }
  throw new Error(`${gate} was not refused`)
}

test('a margin that the rounds cannot tell is refused, with what would do', () => {
  const { code, message, hint } = refusal('lc.p99 <= 1.03 * rr.p99')
  expect([code, message]).toEqual(['USAGE', "a margin of 3% on p99 is below this machine's noise: 12 rounds tell 6.2%"])
  const [, rounds, margin] = /^take --rounds (\d+) or --max-regression (\d+)%/.exec(hint!)!.map(Number)
  const passes = (n: number, share: number): number => passShare({ rounds: n, sd: 0.09, gates: 1 }, Math.log1p(share))
  expect(passes(rounds!, 0.03)).toBeGreaterThanOrEqual(0.95)
  expect(passes(rounds! - 1, 0.03)).toBeLessThan(0.95)
  expect(passes(12, margin! / 100)).toBeGreaterThanOrEqual(0.95)
})

describe('what is no margin, or is told, or is not calibrated, passes', () => {
  test.each([
    ['lc.p99 <= 1.1 * rr.p99', 'told'],
    ['lc.p50 <= 1.02 * rr.p50', 'told'],
    ['p99 <= 1.1 * baseline', 'told'],
    ['lc.mean <= 1.01 * rr.mean', 'the mean is not calibrated'],
  ])('%s: %s', gate => expect(check(gate)).toContain('12 rounds can tell all margins it knows of'))

  test.each([
    'lc.errorRate <= rr.errorRate + 0.1%',
    'lc.p99 <= 0.9 * rr.p99',
    'lc.p99 <= rr.p99',
    'lc.p99 >= 1.01 * rr.p99',
    'p99 <= 250ms',
  ])('%s holds no margin', gate => expect(check(gate)).toBeUndefined())
})

test('more rounds tell it', () => expect(check('lc.p99 <= 1.03 * rr.p99', { rounds: 100 })).toContain('can tell'))

test('a calibration of another machine or scenario is not applied, and that is said', () => {
  expect(check('lc.p99 <= 1.03 * rr.p99', { scenarioHash: 'decaf' })).toBe(
    'not applied: it is of another scenario, or another version of it',
  )
  expect(check('lc.p99 <= 1.03 * rr.p99', { machine: { ...machine, cores: 4 } })).toBe(
    'not applied: it is of another machine or version (4 cores instead of 2 cores)',
  )
})

test('without a calibration there is nothing to say', () => {
  expect(checkMargins([parseGate('lc.p99 <= 1.001 * rr.p99')], null, run)).toBeUndefined()
})
