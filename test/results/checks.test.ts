import { describe, expect, test } from 'vitest'
import { findings } from '../../src/results/checks.js'
import type { Guard } from '../../src/results/guard.js'
import { type Measurement, measure } from '../../src/results/measure.js'
import { rejection } from '../../src/results/rejection.js'
import type { MetricName } from '../../src/results/results.js'
import { quietHealth, syntheticTrial, trialOf, virtualTrial } from './synthetic.js'

const quiet = measure(syntheticTrial({ candidate: 'rr', round: 0, factor: 1 }))

function withGuard(guard: Partial<Guard>, metrics: Partial<Record<MetricName, number | null>> = {}): Measurement {
  return { ...quiet, guard: { ...quiet.guard!, ...guard }, metrics: { ...quiet.metrics, p99Ms: 80, ...metrics } }
}

test('a quiet trial has nothing to be said against it', () => {
  expect(findings(quiet)).toEqual([])
  expect(rejection(syntheticTrial({ candidate: 'rr', round: 0, factor: 1 }))).toBeUndefined()
})

describe('thresholds', () => {
  test.each<[string, Partial<Guard>, Partial<Record<MetricName, number | null>>, string[]]>([
    // overhead: both the milliseconds and the share of the tail have to be exceeded
    ['overhead p99 at its limit', { overheadP99Ms: 2 }, { p99Ms: 10 }, []],
    ['overhead p99 above 2 ms of a short tail', { overheadP99Ms: 2.1 }, { p99Ms: 20 }, ['caution overhead']],
    ['overhead p99 above 2 ms of a long tail', { overheadP99Ms: 2.1 }, { p99Ms: 25 }, []],
    ['overhead p99 above 5 ms of a short tail', { overheadP99Ms: 5.1 }, { p99Ms: 30 }, ['invalid overhead']],
    ['overhead p99 above 5 ms, 13 % of the tail', { overheadP99Ms: 5.1 }, { p99Ms: 40 }, ['caution overhead']],
    ['overhead p99 above 5 ms of half a second', { overheadP99Ms: 5.1 }, { p99Ms: 500 }, []],
    [
      'without a p99 the p90 is what is claimed',
      { overheadP99Ms: 5.1 },
      { p99Ms: null, p90Ms: 30 },
      ['invalid overhead'],
    ],
    ['overhead mean above 5 %', { overheadMeanMs: 0.6, overheadShare: 0.06 }, {}, ['caution overhead-mean']],
    ['sent late', { lateP99Ms: 1.5 }, { p99Ms: 12 }, ['caution late']],
    ['sent very late', { lateP99Ms: 2.5 }, { p99Ms: 12 }, ['invalid late']],
    ['balancer just below its limit', { balancerUtilisation: 0.55 }, {}, []],
    ['balancer above its limit', { balancerUtilisation: 0.56 }, {}, ['invalid balancer-busy']],
    ['balancer out of sight', { balancerUtilisation: null, backendUtilisation: null }, {}, []],
    ['one arrival waited for a socket', { waitedForSocket: 1 }, {}, ['invalid no-free-socket']],
    ['one request was not sent', { notSent: 1 }, {}, ['invalid not-sent']],
    ['7 % below the planned rate', { achievedOverPlanned: 0.93 }, { requests: 10_000 }, ['invalid rate']],
    ['7 % below the plan of so few requests is chance', { achievedOverPlanned: 0.93 }, { requests: 400 }, []],
    ['4 % below the plan', { achievedOverPlanned: 0.96 }, { requests: 1e6 }, []],
    ['other programs alone', { foreignCores: 0.5 }, {}, ['caution foreign-cpu']],
    [
      'other programs and a delay',
      { foreignCores: 0.5, lateP99Ms: 1.5 },
      { p99Ms: 12 },
      ['caution late', 'invalid foreign-cpu'],
    ],
    ['nothing known', { foreignCores: null, overheadP99Ms: null, lateP99Ms: null, achievedOverPlanned: null }, {}, []],
  ])('%s', (_, guard, metrics, expected) => {
    const found = findings(withGuard({ overheadMeanMs: 0.1, overheadShare: 0.01, ...guard }, metrics))
    expect(found.map(({ level, code }) => `${level} ${code}`)).toEqual(expected)
  })
})

test('a message names the number, the limit and what to do', () => {
  expect(findings(withGuard({ waitedForSocket: 12 }))[0]!.message).toBe(
    '12 arrivals found no free socket and waited in the generator (limit 0): raise `sockets`, or lower the rate if the backends cannot keep up',
  )
  expect(findings(withGuard({ overheadP99Ms: 6 }, { p99Ms: 30 }))[0]!.message).toMatch(
    /6\.00 ms, 20% of the p99 of 30\.0 ms \(limit 5\.00 ms and 15%\)/,
  )
})

test('a trial is rejected for what is invalid, not for cautions', () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({ dueMs: i * 50, doneMs: i * 50 + 20 }))
  const of = (health: object): string | undefined => {
    const trial = trialOf(rows)
    return rejection({ ...trial, health: { ...trial.health!, ...health } })
  }
  expect(of({ foreignCores: 0.9 })).toBeUndefined()
  expect(of({ balancerUtilisation: 0.8, waitedForSocket: 3 })).toMatch(/balancer was busy 80%.*; 3 arrivals found/)
})

test('virtual time has no harness that could spoil it: only a trial without requests is rejected', () => {
  const busy = trialOf([{ dueMs: 1 }], { health: { ...quietHealth, balancerUtilisation: 0.9 } })
  expect(rejection(busy)).toMatch(/balancer was busy/)
  expect(findings(measure(virtualTrial(busy)))).toEqual([])
  expect(rejection(virtualTrial(trialOf([])))).toMatch(/^no request was due/)
})
