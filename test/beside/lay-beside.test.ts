import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change, PairChange } from '../../src/beside/beside.js'
import type { Results, Warning } from '../../src/results/results.js'
import { drilled } from './drilled-runs.js'
import { beside, later, made, scenarioChanged } from './runs.js'

const virtual = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 } })
const live = made({ factors: { rr: 1, lc: 1, p2c: 1 } })

const pairOf = ({ pairs }: { readonly pairs: readonly PairChange[] }, name: string): PairChange =>
  pairs.find(pair => pair.name === name)!
const changeOf = (pair: PairChange, metric: Change['metric']): Change =>
  pair.changes.find(change => JSON.stringify(change.metric) === JSON.stringify(metric))!
const onMachine = (results: Results, cpu: string): Results => ({
  ...results,
  environment: { ...results.environment, cpu },
})
const invalid = (candidate: string): Warning => ({
  code: 'foreign-cpu',
  level: 'invalid',
  candidate,
  round: null,
  message: 'other programs used 1.2 cores',
})

describe('nothing differs', () => {
  test('between a run and itself', () => {
    const both = beside(live, live)
    expect(both.alike).toBe('same-run')
    expect(both.pairs.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same'])
    expect(both.tests).toBe(0)
    expect(both.differences).toEqual([])
  })

  test('between two runs in virtual time with the same numbers', () => {
    expect(beside(virtual, later(virtual)).alike).toBe('same-numbers')
  })

  test('between the same rounds in another order', () => {
    const turned = virtual.candidates.map(one => ({ ...one, rounds: [...one.rounds].reverse() }))
    expect(beside(virtual, later({ ...virtual, candidates: turned })).alike).toBe('same-numbers')
  })

  test('in the rounds that both have, where one of them has more', () => {
    const more = later(made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 }, rounds: 9, noise: 0 }))
    const few = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 }, rounds: 4, noise: 0 })
    const both = beside(few, more)
    expect(both).toMatchObject({ alike: 'same-rounds', tests: 0 })
    expect(both.pairs.map(({ outcome }) => outcome)).toEqual(['same', 'same'])
    // Other seeds are other requests.
    expect(
      beside(few, later(made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 }, rounds: 9, noise: 0, firstSeed: 50 })))
        .alike,
    ).toBe('other')
  })

  test('but it does where a candidate is new, or one digit of one round is', () => {
    const fewer = { ...virtual, candidates: virtual.candidates.slice(1) }
    expect(beside(virtual, later(fewer))).toMatchObject({ alike: 'other', onlyBefore: ['virtual:rr'], onlyAfter: [] })
    const [first, ...others] = virtual.candidates
    const moved = first!.rounds.map((round, i) =>
      i > 0 ? round : { ...round, metrics: { ...round.metrics, meanMs: round.metrics.meanMs! + 1e-9 } },
    )
    expect(beside(virtual, later({ ...virtual, candidates: [{ ...first!, rounds: moved }, ...others] })).alike).toBe(
      'other',
    )
  })
})

describe('where clients give up', () => {
  const within = (factor: number): Results => {
    const results = made({ factors: { 'virtual:lc': factor }, noise: 0.05, seed: factor })
    const candidates = results.candidates.map(one => ({
      ...one,
      rounds: one.rounds.map(round => ({
        ...round,
        metrics: { ...round.metrics, p99Ms: Math.min(2000, round.metrics.p99Ms!) },
      })),
    }))
    return { ...results, candidates, scenario: { ...results.scenario, timeoutMs: 2000 } }
  }
  const p99 = (before: Results, after: Results): Change =>
    changeOf(pairOf(beside(before, later(after)), 'virtual:lc'), 'p99Ms')

  test('p99 is at least that, and a change to it a bound', () => {
    expect(p99(within(40), within(1))).toMatchObject({ standing: 'better', open: { before: 6, after: 0 } })
    expect(p99(within(1), within(40))).toMatchObject({ standing: 'worse', open: { before: 0, after: 6 } })
  })

  test('no file that says nothing of it has a bound', () => {
    const silent = (results: Results): Results => ({ ...results, scenario: { ...results.scenario, timeoutMs: null } })
    expect(p99(silent(within(40)), silent(within(1))).open).toEqual({ before: 0, after: 0 })
  })
})

describe('in virtual time', () => {
  const before = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 } })

  test('10 % less is better, and the interval holds it', () => {
    const after = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 0.9 }, seed: 1 })
    const lc = pairOf(beside(before, later(after)), 'virtual:lc')
    expect(lc.outcome).toBe('better')
    const { change, paired, related, standing } = changeOf(lc, 'p99Ms')
    expect({ paired, related, standing }).toEqual({ paired: true, related: false, standing: 'better' })
    expect(change!.low).toBeLessThan(0.9)
    expect(change!.high).toBeGreaterThan(0.9)
    // Only its own noise of 2 % is in it; what the requests of a round do to both, 10 %, is not.
    expect(change!.high! / change!.low!).toBeLessThan(1.1)
  })

  test('rounds of other requests are two samples', () => {
    const after = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 0.9 }, seed: 1, firstSeed: 100 })
    const { paired, change } = changeOf(pairOf(beside(before, later(after)), 'virtual:lc'), 'p99Ms')
    expect(paired).toBe(false)
    expect(change!.high! / change!.low!).toBeGreaterThan(1.2)
  })

  test('of a longer run only the rounds that met the same requests count', () => {
    const longer = made({ factors: { 'virtual:rr': 1, 'virtual:lc': 1 }, rounds: 12, seed: 1 })
    const both = beside(before, later(longer))
    const { change, after, paired } = changeOf(pairOf(both, 'virtual:lc'), 'p99Ms')
    expect([change!.n, after!.n, paired]).toEqual([6, 6, true])
    expect(both.notes.map(({ message }) => message).join()).toMatch(/6 rounds before, 12 after: the 6 that met/)
  })

  test('of one round there is no interval, but what moved, moved', () => {
    const [one, other] = [1, 2].map(seed => made({ factors: { 'virtual:lc': 1 }, rounds: 1, seed }))
    const both = beside(one!, later(other!))
    expect(pairOf(both, 'virtual:lc').outcome).toBe('moved')
    expect(changeOf(pairOf(both, 'virtual:lc'), 'p99Ms')).toMatchObject({ standing: 'moved', p: null, pAdjusted: null })
  })
})

describe('live', () => {
  const faster = { rr: 1, lc: 0.8, p2c: 1 }

  test('the first that did not change is the control, and is not judged', () => {
    const both = beside(live, later(made({ factors: faster, day: 0.3, seed: 1 })))
    expect(both.control).toBe('rr')
    expect(both.pairs.map(({ outcome }) => outcome)).toEqual(['control', 'better', 'unclear'])
    // Of the day's 35 % nothing is left in relation to the control.
    const { change, related } = changeOf(pairOf(both, 'lc'), 'p99Ms')
    expect(related).toBe(true)
    expect(change!.value).toBeGreaterThan(0.75)
    expect(change!.value).toBeLessThan(0.85)
    expect(both.notes.some(({ message }) => /control rr itself changed by \+3\d %/.test(message))).toBe(true)
  })

  test('whoever has other settings is no control', () => {
    const after = made({ factors: faster, seed: 1 })
    const changed = after.candidates.map(one => (one.id === 'rr' ? { ...one, options: { slow: true } } : one))
    expect(beside(live, later({ ...after, candidates: changed })).control).toBe('lc')
  })

  test('the control may be named, or be nobody', () => {
    const after = later(made({ factors: faster, seed: 1 }))
    expect(beside(live, after, { control: 'p2c' }).control).toBe('p2c')
    expect(beside(live, after, { control: 'none' }).control).toBeNull()
    expect(() => beside(live, after, { control: 'lcc' })).toThrow(/no candidate "lcc" in both/)
    expect(() => beside(virtual, virtual, { control: 'virtual:rr' })).toThrow(/tells nothing of a machine/)
  })

  test('alone, 10 % may be the day: nothing is claimed, and the report says what could have been seen', () => {
    const alone = made({ factors: { lc: 1 } })
    const lc = pairOf(beside(alone, later(made({ factors: { lc: 0.9 }, seed: 1 }))), 'lc')
    expect(lc.outcome).toBe('unclear')
    expect(changeOf(lc, 'p99Ms').detectable).toBeGreaterThan(0.2)
  })

  test('on another machine only relations to a control hold', () => {
    const after = onMachine(later(made({ factors: faster, seed: 1 })), 'Another CPU')
    expect(pairOf(beside(live, after), 'lc')).toMatchObject({ outcome: 'better', doubt: null })
    expect(pairOf(beside(live, after, { control: 'none' }), 'lc')).toMatchObject({
      outcome: 'none',
      doubt: expect.stringMatching(/CPU model Another CPU instead of Test CPU/),
    })
  })

  test('of one round nothing is said', () => {
    const [one, other] = [1, 2].map(seed => made({ factors: { lc: 1 }, rounds: 1, seed }))
    expect(pairOf(beside(one!, later(other!)), 'lc').outcome).toBe('none')
  })
})

describe('no verdict', () => {
  const after = later(made({ factors: { rr: 0.5, lc: 0.5, p2c: 1 }, seed: 1 }))

  test('from a run that ended early', () => {
    const early = { ...after, complete: false, rounds: { planned: 9, done: 6 } }
    expect(beside(live, early).pairs.map(({ outcome }) => outcome)).toEqual(['none', 'none', 'none'])
    expect(beside(early, live).pairs[0]!.doubt).toMatch(/^before, the run ended early: 6 of 9 rounds/)
  })

  test('on a candidate that was not measured properly, nor is it the control', () => {
    const both = beside(live, { ...after, warnings: [invalid('rr')] })
    expect(both.control).toBe('lc')
    expect(pairOf(both, 'rr')).toMatchObject({ outcome: 'none', doubt: expect.stringMatching(/^after, rr was not/) })
    expect(pairOf(both, 'p2c').doubt).toBeNull()
  })

  test('between two worlds', () => {
    const both = beside(live, virtual, { match: ['lc=virtual:lc'] })
    expect(pairOf(both, 'lc -> virtual:lc')).toMatchObject({
      outcome: 'none',
      doubt: expect.stringMatching(/measured live before and run in virtual time after/),
    })
  })
})

describe('errors', () => {
  const errors = { 'virtual:lc': 0.01 }
  const before = made({ factors: { 'virtual:lc': 1 }, errors })

  test('more of them are worse, less of them better', () => {
    const more = made({ factors: { 'virtual:lc': 1 }, errors: { 'virtual:lc': 0.03 }, errorNoise: 0.002, seed: 1 })
    expect(pairOf(beside(before, later(more)), 'virtual:lc').outcome).toBe('worse')
    expect(pairOf(beside(later(more), before), 'virtual:lc').outcome).toBe('better')
  })

  test('failing fast is no merit', () => {
    const traded = made({ factors: { 'virtual:lc': 0.7 }, errors: { 'virtual:lc': 0.03 }, errorNoise: 0.002, seed: 1 })
    expect(pairOf(beside(before, later(traded)), 'virtual:lc').outcome).toBe('mixed')
  })

  test('none on either side are the same, but may have been missed', () => {
    const [one, other] = [1, 2].map(seed => made({ factors: { 'virtual:lc': 1 }, seed }))
    const { standing, change } = changeOf(pairOf(beside(one!, later(other!)), 'virtual:lc'), 'errorRate')
    expect(standing).toBe('same')
    // 3 / requests: the rule of three.
    expect(change!.high).toBeCloseTo(3 / 6000, 4)
  })
})

describe('another scenario', () => {
  test("is another question, and a change is not the machine's alone: no control", () => {
    const both = beside(
      live,
      scenarioChanged(later(made({ factors: { rr: 1, lc: 0.9, p2c: 1 }, seed: 1 })), {
        load: 'open loop, 300/s, Poisson arrivals; 50 clients, timeout 2s',
      }),
    )
    expect(both.sameQuestion).toBe(false)
    expect(both.control).toBeNull()
    expect(both.notes[0]).toMatchObject({
      level: 'question',
      message: expect.stringMatching(/scenarios differ \(load\)/),
    })
    expect(both.pairs[0]!.changes[0]!.paired).toBe(false)
  })

  test('has the same requests where only the backends changed', () => {
    const other = scenarioChanged(later(made({ factors: { 'virtual:rr': 1, 'virtual:lc': 0.9 }, seed: 1 })), {
      backends: [{ name: 'b1', weight: 1, summary: '3 workers' }],
    })
    expect(beside(virtual, other).pairs[0]!.changes[0]!.paired).toBe(true)
  })
})

describe('incidents', () => {
  const detection = { incident: 'crash', name: 'detectionMs' } as const

  test('what each did is tested too', () => {
    const both = beside(drilled({ detectionMs: 900 }), later(drilled({ detectionMs: 300, seed: 1 })))
    expect(changeOf(both.pairs[0]!, detection)).toMatchObject({ tested: true, kind: 'difference', standing: 'better' })
  })

  test('a time that was not seen to end is not shown to be shorter', () => {
    const shorter = beside(drilled({ detectionMs: 900 }), later(drilled({ detectionMs: 300, seed: 1, open: true })))
    expect(changeOf(shorter.pairs[0]!, detection)).toMatchObject({ standing: '~', open: { before: 0, after: 6 } })
    const longer = beside(drilled({ detectionMs: 300 }), later(drilled({ detectionMs: 900, seed: 1, open: true })))
    expect(changeOf(longer.pairs[0]!, detection).standing).toBe('worse')
  })
})

test('a run that looked at its data more often needs more evidence', () => {
  const after = later(made({ factors: { 'virtual:rr': 1, 'virtual:lc': 0.95 }, seed: 1 }))
  const looked = { ...after, intervals: { confidence: 0.99, looks: 5 } }
  const [once, often] = [beside(virtual, after), beside(virtual, looked)].map(both => changeOf(both.pairs[1]!, 'p99Ms'))
  expect(often!.pAdjusted).toBeCloseTo(Math.min(1, 5 * once!.pAdjusted!), 10)
  expect(often!.change!.high! / often!.change!.low!).toBeGreaterThan(once!.change!.high! / once!.change!.low!)
})

test('whatever the runs: a claim agrees with its interval, corrections only weaken, and turning the sides turns the change', () => {
  const run = fc.record({
    factor: fc.double({ min: 0.5, max: 2, noNaN: true }),
    noise: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    rounds: fc.integer({ min: 1, max: 12 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    errorNoise: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 0.1, noNaN: true })),
  })
  const resultsOf = ({ factor, ...rest }: { readonly factor: number; readonly seed: number }): Results =>
    made({ factors: { 'virtual:rr': 1, 'virtual:lc': factor, rr: factor, lc: 1 }, ...rest })
  fc.assert(
    fc.property(run, run, (left, right) => {
      const [one, other] = [resultsOf(left), later(resultsOf(right))]
      const [there, back] = [beside(one, other), beside(other, one)]
      for (const [k, pair] of there.pairs.entries())
        for (const change of pair.changes.filter(({ tested }) => tested)) {
          const mirrored = changeOf(back.pairs[k]!, change.metric)
          if (change.p !== null && change.pAdjusted !== null) expect(change.pAdjusted).toBeGreaterThanOrEqual(change.p)
          if (change.change === null) continue
          const turned = change.kind === 'ratio' ? 1 / mirrored.change!.value : -mirrored.change!.value
          expect(change.change.value).toBeCloseTo(turned, 8)
          const neutral = change.kind === 'ratio' ? 1 : 0
          if (change.standing === 'better') expect(change.change.high).toBeLessThan(neutral)
          if (change.standing === 'worse') expect(change.change.low).toBeGreaterThan(neutral)
        }
    }),
    { numRuns: 60 },
  )
})
