import { describe, expect, test } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { type DrillValues, drillMetricNames } from '../../src/drill/drill-metrics.js'
import { type BalancerStats, noStats } from '../../src/model/balancer-stats.js'
import { collate } from '../../src/results/collate.js'
import { measure } from '../../src/results/measure.js'
import { candidateWarnings } from '../../src/results/warnings.js'
import { contextOf, type Row, syntheticResults, syntheticTrial, trialOf, virtualTrial } from './synthetic.js'

test('a sound run of several rounds has none', () => {
  expect(syntheticResults([{ candidate: 'rr', factor: 1 }], 3).warnings).toEqual([])
})

test('one warning a code: the worst round speaks and says how many there were; invalid comes first', () => {
  const trials = [0.6, 0.9, 0.2].map((balancerUtilisation, round) =>
    syntheticTrial({ candidate: 'lc', round, factor: 1, health: { balancerUtilisation, foreignCores: round } }),
  )
  const { warnings } = collate(trials, contextOf(['lc'], 3))
  expect(warnings.map(({ code, level, candidate, round }) => [code, level, candidate, round])).toEqual([
    ['balancer-busy', 'invalid', 'lc', null],
    ['foreign-cpu', 'caution', 'lc', null],
  ])
  expect(warnings[0]!.message).toMatch(/busy 90%.*\(in 2 of 3 rounds\)$/)
})

test('where it was a single round, that round is named', () => {
  const trials = [0, 3].map((waitedForSocket, round) =>
    syntheticTrial({ candidate: 'lc', round, factor: 1, health: { waitedForSocket } }),
  )
  expect(collate(trials, contextOf(['lc'], 2)).warnings[0]).toMatchObject({ code: 'no-free-socket', round: 1 })
})

test('one round cannot show a difference', () => {
  const codes = syntheticResults([{ candidate: 'rr', factor: 1 }], 1).warnings.map(({ code }) => code)
  expect(codes).toEqual(['one-round'])
})

test('checks that failed and took nobody out came too seldom', () => {
  const codesWith = (counted: Partial<BalancerStats>) => {
    const trials = [0, 1].map(round => ({
      ...syntheticTrial({ candidate: 'rr', round, factor: 1 }),
      balancer: { ...noStats(), ...counted },
    }))
    return collate(trials, contextOf(['rr'], 2)).warnings.map(({ code }) => code)
  }
  expect(codesWith({ checks: 9, checksFailed: 2 })).toEqual(['slow-checks'])
  expect(codesWith({ checks: 9, checksFailed: 2, markedDown: 1 })).toEqual([])
  expect(codesWith({ checks: 9 })).toEqual([])
})

test('too few requests for a p99', () => {
  const { warnings } = syntheticResults([{ candidate: 'rr', factor: 1, requests: 600 }], 3)
  expect(warnings).toMatchObject([
    { code: 'few-requests', level: 'caution', message: expect.stringContaining('the best round had 600') },
  ])
})

test('answers that send the client elsewhere are no answers to compare by; 304 is one', () => {
  const codesOf = (redirect: number) => {
    const rows = Array.from({ length: 2000 }, (_, i) => ({
      dueMs: i,
      status: i % 50 === 0 ? redirect : 200,
      backend: i % 2,
    }))
    return collate(
      [0, 1].map(round => trialOf(rows, { round })),
      contextOf(['rr'], 2),
    ).warnings.map(({ code }) => code)
  }
  for (const redirect of [301, 302, 303, 307, 308]) expect(codesOf(redirect)).toEqual(['redirects'])
  expect(codesOf(304)).toEqual([])
})

test('where no answer names its backend, the report says that shares are unknown', () => {
  const rowsFrom = (backend: number, status = 200) =>
    Array.from({ length: 2000 }, (_, i) => ({ dueMs: i, status, backend }))
  const codesOf = (rows: readonly Row[]) =>
    collate(
      [0, 1].map(round => trialOf(rows, { round })),
      contextOf(['rr'], 2),
    ).warnings.map(({ code }) => code)
  expect(codesOf(rowsFrom(-1))).toEqual(['unnamed-backends'])
  expect(codesOf(rowsFrom(1))).toEqual([])
  // Nothing but errors: the balancer's own, from no backend.
  expect(codesOf(rowsFrom(-1, 502))).not.toContain('unnamed-backends')
})

test('more than the backends can serve is nothing to say of backends nobody knows', () => {
  const run = (engine: string) => {
    const { candidates, scenario, ...rest } = contextOf(['rr'], 2)
    const context = {
      ...rest,
      scenario: { ...scenario, offeredLoad: 1.4 },
      candidates: candidates.map(one => ({ ...one, engine })),
    }
    return collate(
      [0, 1].map(round => syntheticTrial({ candidate: 'rr', round, factor: 1 })),
      context,
    )
  }
  expect(run('embedded').warnings.map(({ code }) => code)).toEqual(['overload'])
  expect(run('target').warnings).toEqual([])
})

describe('failures that are in no latency', () => {
  test('from 1 % on', () => {
    const { warnings } = syntheticResults([{ candidate: 'rr', factor: 1, errorShare: 0.05 }], 3)
    expect(warnings.map(({ code }) => code)).toEqual(['errors'])
  })

  test('timeouts are in the latencies, so they do not count', () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => ({
      dueMs: i * 8,
      status: i % 10 === 0 ? errorKinds.timeout : 200,
    }))
    const trials = [0, 1].map(round => trialOf(rows, { round }))
    expect(collate(trials, contextOf(['rr'], 2)).warnings).toEqual([])
  })
})

describe('a queue that still grows', () => {
  const growing = (round: number, slope: number) =>
    trialOf(
      Array.from({ length: 1_500 }, (_, i) => ({
        dueMs: i * 6.6,
        doneMs: i * 6.6 + 20 + i * slope + round,
        idealMs: 20 + i * slope + round,
      })),
      { round },
    )
  const codes = (rounds: number, slope: number) =>
    collate(
      Array.from({ length: rounds }, (_, round) => growing(round, slope)),
      contextOf(['rr'], rounds),
    ).warnings.map(({ code }) => code)

  test.each([1, 3])('is told over %i rounds', rounds => {
    expect(codes(rounds, 0.5)).toContain('unstable')
    expect(codes(rounds, 0)).not.toContain('unstable')
  })

  test('but not where whatever befell it was recovered from in all rounds', () => {
    const told = (recoveryMs: readonly (number | null)[], atLeast: DrillValues['atLeast'] = []) => {
      const rounds = recoveryMs.map((ms, round) => {
        const metrics = Object.fromEntries(drillMetricNames.map(name => [name, name === 'recoveryMs' ? ms : null]))
        const incident = { incident: 'crash', metrics: metrics as DrillValues['metrics'], atLeast }
        return { ...measure(growing(round, 0.5)), incidents: [incident] }
      })
      return candidateWarnings('rr', { rounds, aside: [], twins: [] }, null).map(({ code }) => code)
    }
    expect(told([300, 0, 400])).not.toContain('unstable')
    expect(told([300, null, 400])).toContain('unstable')
    expect(told([300, 0, 400], ['recoveryMs'])).toContain('unstable')
  })

  test('but not a growth too small to matter', () => {
    expect(codes(3, 0.004)).not.toContain('unstable')
  })
})

describe('one round', () => {
  const message = (...candidates: string[]) =>
    syntheticResults(
      candidates.map(candidate => ({ candidate, factor: 1 })),
      1,
    ).warnings.find(({ code }) => code === 'one-round')!.message

  test('in virtual time is not blamed on noise', () => {
    expect(message('virtual:rr', 'virtual:lc')).toMatch(/^one round only: virtual time has no noise of a machine, but/)
    expect(message('rr', 'virtual:lc')).toMatch(/^one round only: no interval can be told/)
  })
})

describe('a live candidate far from its twin', () => {
  const of = (factor: number, candidate = 'rr') =>
    syntheticResults([{ candidate, factor, twinFactor: 1 }], 3).warnings.map(({ code, level, candidate, round }) => ({
      code,
      level,
      candidate,
      round,
    }))

  test('is not to be trusted; near it nothing is said', () => {
    expect(of(1)).toEqual([])
    expect(of(1.5)).toEqual([{ code: 'twin-gap', level: 'invalid', candidate: 'rr', round: null }])
  })

  test('is told that its queue was growing, where it was', () => {
    const growing = (round: number, slope: number) =>
      trialOf(
        Array.from({ length: 1_500 }, (_, i) => {
          const latencyMs = 20 + i * slope + round
          return { dueMs: i * 6.6, doneMs: i * 6.6 + latencyMs, idealMs: latencyMs }
        }),
        { round },
      )
    const trials = [0, 1, 2].flatMap(round => [
      growing(round, 0.6),
      { ...virtualTrial(growing(round, 0.4)), role: 'twin' as const },
    ])
    const { warnings } = collate(trials, contextOf(['rr'], 3))
    expect(warnings.map(({ code }) => code)).toEqual(['twin-gap', 'unstable'])
    expect(warnings[0]!.message).toMatch(/the queue was still growing/)
  })
})

test('nobody but the candidate itself is warned of: twin and ideal are the model', () => {
  const results = syntheticResults([{ candidate: 'rr', factor: 1, errorShare: 0, twinFactor: 1 }], 3, {
    idealFactor: 1,
  })
  expect(results.warnings).toEqual([])
})

describe('an offered load', () => {
  const rounds = [0, 1, 2].map(round => syntheticTrial({ candidate: 'lc', factor: 1, round }))
  const codesAt = (offeredLoad: number | null): string[] => {
    const context = contextOf(['lc'], 3)
    return collate(rounds, { ...context, scenario: { ...context.scenario, offeredLoad } }).warnings.map(
      ({ code }) => code,
    )
  }

  test('of all that can be served, or more, makes latencies depend on the duration', () => {
    expect(codesAt(1)).toContain('overload')
    expect(codesAt(1.05)).toContain('overload')
  })

  test('below it, or unknown, says nothing', () => {
    expect(codesAt(0.99)).not.toContain('overload')
    expect(codesAt(null)).not.toContain('overload')
  })
})
