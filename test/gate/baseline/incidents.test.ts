import { describe, expect, test } from 'vitest'
import { judge } from '../../../src/gate/judge.js'
import { parseGate } from '../../../src/gate/parse-gate.js'
import { type Drills, drilledResults, type Series } from '../../results/drilled.js'

const recovery = (rr: Series, lc: Series): Drills => ({
  rr: { crash: { recoveryMs: rr } },
  lc: { crash: { recoveryMs: lc } },
})
const judged = (gate: string, now: Drills, before: Drills, world: 'live' | 'virtual', control: string | null = 'rr') =>
  judge([parseGate(gate, ['crash'])], drilledResults(now, world), {
    baseline: { control, runs: [drilledResults(before, world)] },
  })
const steady = [2000, 2100, 1900, 2000, 2050, 1950]
const times = (factor: number, values: readonly number[] = steady): number[] => values.map(value => factor * value)

describe('what incidents did, against a baseline', () => {
  test.each<[string, Drills, string]>([
    ['lc.crash.recovery <= baseline', recovery(steady, steady), 'pass'],
    ['lc.crash.recovery <= 1.1 * baseline', recovery(steady, times(1.05)), 'pass'],
    ['lc.crash.recovery <= 1.1 * baseline', recovery(steady, times(1.2)), 'fail'],
    ['lc.crash.recovery <= baseline + 200ms', recovery(steady, times(1.05)), 'pass'],
    ['lc.crash.recovery <= baseline + 50ms', recovery(steady, times(1.05)), 'fail'],
    ['lc.crash.recovery <= 0.5 * baseline.rr.crash.recovery', recovery(steady, times(0.4)), 'pass'],
  ])('virtual time, exactly: %s', (gate, now, judgement) => {
    expect(judged(gate, now, recovery(steady, steady), 'virtual').map(one => one.judgement)).toEqual([judgement])
  })

  test.each<[string, Drills, string]>([
    ['lc.crash.recovery <= 1.2 * baseline', recovery(steady, steady), 'pass'],
    ['lc.crash.recovery <= 1.2 * baseline', recovery(steady, times(2)), 'fail'],
    // The machine took 300 ms more for both: a fixed time, as a check that comes late.
    ['lc.crash.recovery <= baseline + 200ms', recovery(times(1.15), times(1.15)), 'pass'],
    ['lc.crash.recovery <= baseline + 200ms', recovery(steady, times(1.5)), 'fail'],
  ])('live, in relation to the control: %s', (gate, now, judgement) => {
    expect(judged(gate, now, recovery(steady, steady), 'live').map(one => one.judgement)).toEqual([judgement])
  })

  test('the reason names both sides', () => {
    const [verdict] = judged(
      'lc.crash.recovery <= baseline',
      recovery(steady, steady),
      recovery(steady, steady),
      'live',
    )
    expect(verdict!.reason).toMatch(/^lc\.crash\.recovery - rr\.crash\.recovery = 0 ms against 0 ms in the baseline/)
  })

  test('none was seen to end, now or then', () => {
    const open = ['6000+', '6000+', '6000+']
    const closed = [1000, 1000, 1000]
    const verdict = (now: Drills, before: Drills) =>
      judged('lc.crash.recovery <= 1.1 * baseline', now, before, 'virtual')[0]!.judgement
    expect(verdict(recovery(closed, open), recovery(closed, closed))).toBe('fail')
    expect(verdict(recovery(closed, closed), recovery(closed, open))).toBe('pass')
    expect(verdict(recovery(closed, open), recovery(closed, open))).toBe('inconclusive')
  })

  test('live, a control of which nobody saw the end tells nothing', () => {
    const [verdict] = judged(
      'lc.crash.recovery <= 1.2 * baseline',
      recovery(['6000+', 6000, 6000, 6000, 6000, 6000], steady),
      recovery(times(3), steady),
      'live',
    )
    expect(verdict!.judgement).toBe('inconclusive')
  })

  test('an earlier run without incidents has none to be held against', () => {
    const before = drilledResults(recovery(steady, steady))
    const candidates = before.candidates.map(({ incidents: _, rounds, ...one }) => {
      return { ...one, rounds: rounds.map(({ incidents: _, ...round }) => round) }
    })
    const baseline = { control: 'rr', runs: [{ ...before, candidates }] }
    const [verdict] = judge([parseGate('lc.recovery <= baseline', ['crash'])], before, { baseline })
    expect(verdict!.judgement).toBe('invalid')
  })
})
