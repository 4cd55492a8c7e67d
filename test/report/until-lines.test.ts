import { describe, expect, it } from 'vitest'
import { untilLines, widestText } from '../../src/report/until-lines.js'
import type { Results, UntilResult } from '../../src/results/results.js'

const until: UntilResult = {
  targets: ['p99 +-5%', 'errorRate +-0.1%'],
  reached: true,
  looks: { planned: 5, done: 3 },
  maxRounds: 60,
  maxTimeMs: 300_000,
  widest: { target: 'p99 +-5%', metric: 'p99Ms', candidate: 'lc', reference: 'rr', reach: 0.0812 },
}
const lines = (change: Partial<UntilResult> | null, done = 12, complete = true): string[] =>
  untilLines({
    until: change && { ...until, ...change },
    rounds: { planned: done, done },
    complete,
  } as Results)

describe('how a run of adaptive length ended', () => {
  it('because it was tight enough', () => {
    const said = 'As narrow as asked (p99 +-5% and errorRate +-0.1%) after 12 rounds (3 of 5 planned looks).'
    expect(lines({})).toEqual([said])
  })

  it('because its budget ended, and what was not tight enough', () => {
    const said =
      'Not as narrow as asked: p99 of lc / rr still ±8.12 % instead of p99 +-5% when the budget of 5m ended after 18 rounds (4 of 5 planned looks).'
    expect(lines({ reached: false, looks: { planned: 5, done: 4 } }, 18)).toEqual([said])
    expect(lines({ reached: false }, 60)[0]).toMatch(
      /^Not as narrow as asked: p99 of lc \/ rr still ±8\.12 % instead of p99 \+-5% after 60 rounds, the most allowed \(/,
    )
  })

  it('is not said of a run of given length, nor of one that was interrupted', () => {
    expect(lines(null)).toEqual([])
    expect(lines({}, 12, false)).toEqual([])
  })

  it.each([
    [{ metric: 'errorRate', reach: 0.002 }, 'errorRate of lc - rr still ±0.200 points'],
    [{ metric: 'jainBusy', reach: 0.01 }, 'jainBusy of lc - rr still ±0.010'],
    [{ metric: 'goodputPerSecond', reach: 0.1 }, 'goodput of lc - rr still ±10.0 %'],
    [{ reference: null }, 'p99 of lc still ±8.12 %'],
    [{ reach: null }, 'p99 of lc / rr cannot be told'],
  ] as const)('%j: %s', (change, said) => expect(widestText({ ...until.widest!, ...change })).toBe(said))
})
