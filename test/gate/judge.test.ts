import { describe, expect, test } from 'vitest'
import { judge } from '../../src/gate/judge.js'
import { parseGate } from '../../src/gate/parse-gate.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'

const results = syntheticResults(
  [
    { candidate: 'rr', factor: 1.4, errorShare: 0.02 },
    { candidate: 'lc', factor: 1 },
    { candidate: 'p2c?choices=3', factor: 1 },
    { candidate: 'iphash', factor: 1, health: { balancerUtilisation: 0.8 } },
  ],
  5,
  { refused: [{ candidate: 'nginx:p2c', reason: 'nginx has no p2c' }] },
)
const verdicts = (text: string, of: Results = results) => judge([parseGate(text)], of)
const one = (text: string, of: Results = results) => {
  const [verdict, ...others] = verdicts(text, of)
  expect(others).toEqual([])
  return verdict!
}

describe('an absolute limit', () => {
  test.each([
    ['rr.p99 <= 250ms', 'pass'],
    ['rr.p99 <= 100ms', 'fail'],
    ['rr.p99 >= 100ms', 'pass'],
    ['rr.errorRate < 1%', 'fail'],
    ['lc.errorRate <= 0%', 'pass'],
    // none among 10,000 requests is shown to be below 0.03 %, not below 0.01 %
    ['lc.errorRate < 0.04%', 'pass'],
    ['lc.errorRate < 0.01%', 'inconclusive'],
    ['lc.goodput >= 199/s', 'pass'],
    ['lc.jainRequests >= 0.99', 'pass'],
  ])('%s: %s', (gate, judgement) => expect(one(gate).judgement).toBe(judgement))

  test('inside the interval is inconclusive, and the sentence holds the numbers', () => {
    const { low, value, high } = results.candidates[0]!.metrics.p99Ms!
    const text = [value, low!, high!].map(ms => ms.toFixed(ms >= 99.95 ? 0 : 1))
    expect(one(`rr.p99 <= ${value}ms`)).toMatchObject({
      judgement: 'inconclusive',
      reason: `rr.p99 = ${text[0]} ms [${text[1]}, ${text[2]}] may lie on either side of ${text[0]} ms`,
    })
  })

  test('without a candidate it is a verdict for each', () => {
    expect(verdicts('p50 <= 25ms').map(({ gate, judgement }) => [gate, judgement])).toEqual([
      ['rr.p50 <= 25ms', 'fail'],
      ['lc.p50 <= 25ms', 'pass'],
      ['p2c?choices=3.p50 <= 25ms', 'pass'],
      ['iphash.p50 <= 25ms', 'invalid'],
      ['nginx:p2c.p50 <= 25ms', 'invalid'],
    ])
  })

  test('what cannot be told is inconclusive', () => {
    expect(one('rr.p99.9 <= 10s')).toEqual({
      gate: 'rr.p99.9 <= 10s',
      judgement: 'inconclusive',
      reason: 'rr.p999 cannot be told: too few good answers in a round; run longer',
      evidence: null,
    })
  })

  test('a single live round cannot be judged; one in virtual time can, by its value', () => {
    const live = syntheticResults([{ candidate: 'rr', factor: 1 }], 1)
    expect(one('rr.p99 <= 250ms', live)).toMatchObject({
      judgement: 'inconclusive',
      reason: expect.stringMatching(/^rr\.p99 = [\d.]+ ms, but a single live round tells nothing of its spread; run 3/),
    })
    const virtual = syntheticResults([{ candidate: 'virtual:rr', factor: 1 }], 1)
    expect(one('virtual:rr.p99 <= 250ms', virtual)).toMatchObject({
      judgement: 'pass',
      reason: expect.stringContaining('one round'),
    })
    expect(one('virtual:rr.p99 <= 25ms', virtual).judgement).toBe('fail')
  })

  test('what was judged is kept beside the sentence', () => {
    const { metrics } = results.candidates[0]!
    expect(one('rr.p99 <= 100ms').evidence).toMatchObject({
      candidate: 'rr',
      metric: 'p99Ms',
      kind: 'value',
      estimate: metrics.p99Ms,
      operator: '<=',
      limit: 100,
    })
  })
})

describe('a relation', () => {
  test.each([
    ['lc.p99 <= 0.9 * rr.p99', 'pass'],
    ['rr.p99 <= 0.9 * lc.p99', 'fail'],
    ['p2c?choices=3.p99 <= lc.p99', 'inconclusive'],
    ['rr.p99 <= 7 * p50', 'pass'],
    ['rr.p99 <= 2 * p50', 'fail'],
    // error rates may be zero: by difference
    ['rr.errorRate <= 1.1 * lc.errorRate', 'fail'],
    ['lc.errorRate <= 1.1 * p2c?choices=3.errorRate', 'pass'],
    ['lc.goodput >= 1.01 * rr.goodput', 'pass'],
  ])('%s: %s', (gate, judgement) => expect(one(gate).judgement).toBe(judgement))

  test('is judged by pairs: far sharper than the two intervals side by side', () => {
    const noisy = syntheticResults(
      [
        { candidate: 'a', factor: 1, requests: 1_000 },
        { candidate: 'b', factor: 1.08, requests: 1_000 },
      ],
      5,
    )
    const [a, b] = noisy.candidates.map(({ metrics }) => metrics.p99Ms!)
    expect(a!.high!).toBeGreaterThan(b!.low!)
    expect(one('a.p99 < b.p99', noisy).judgement).toBe('pass')
  })

  test('with a factor for all leaves the reference itself out', () => {
    expect(verdicts('p99 <= 1.2 * lc.p99').map(({ gate }) => gate)).toEqual([
      'rr.p99 <= 1.2 * lc.p99',
      'p2c?choices=3.p99 <= 1.2 * lc.p99',
      'iphash.p99 <= 1.2 * lc.p99',
      'nginx:p2c.p99 <= 1.2 * lc.p99',
    ])
  })

  test('says both sides', () => {
    expect(one('lc.p99 <= 0.9 * rr.p99').reason).toMatch(
      /^lc\.p99 \/ rr\.p99 = 0\.7\dx \[0\.\d\d, 0\.\d\d\] \([\d.]+ ms against \d+ ms\) is within 0\.9$/,
    )
    expect(one('rr.errorRate <= 2 * lc.errorRate').reason).toMatch(
      /^rr\.errorRate = 2\.\d+ % is not within 2 \* lc\.errorRate = 0 %: difference 2\.\d+ % \[/,
    )
  })
})

describe('invalid', () => {
  test.each([
    ['iphash.p99 <= 1ms', /^iphash was not measured properly: the balancer was busy 80%/],
    ['rr.p99 <= 0.1 * iphash.p99', /^iphash was not measured properly/],
    ['lcc.p99 <= 1ms', /^no candidate lcc in these results; there is rr, lc/],
    ['nginx:p2c.p99 <= 1ms', /^nginx:p2c was not run: nginx has no p2c$/],
  ])('%s', (gate, reason) => {
    expect(one(gate)).toMatchObject({ judgement: 'invalid', reason: expect.stringMatching(reason) })
  })

  test('a doubt about the whole run is a doubt about each candidate', () => {
    const warning = {
      code: 'x',
      level: 'invalid',
      candidate: null,
      round: null,
      message: 'the clock went backwards',
    } as const
    expect(one('rr.p99 <= 250ms', { ...results, warnings: [warning] }).judgement).toBe('invalid')
  })
})

test('no gate passes on a run that ended early, not even one without any candidate', () => {
  const early = { ...results, complete: false, rounds: { planned: 5, done: 2 } }
  expect(one('lc.p99 <= 10s', early)).toEqual({
    gate: 'lc.p99 <= 10s',
    judgement: 'invalid',
    reason: 'the run ended early: 2 of 5 rounds are complete',
    evidence: null,
  })
  expect(verdicts('errorRate < 100%', { ...early, candidates: [] })).toMatchObject([{ judgement: 'invalid' }])
})

describe('worlds', () => {
  const run = syntheticResults(
    [
      { candidate: 'lc', factor: 1.5, twinFactor: 1 },
      { candidate: 'rr', factor: 1.4, twinFactor: 1.4 },
      { candidate: 'virtual:rr', factor: 1.4 },
      { candidate: 'virtual:lc', factor: 1 },
      { candidate: 'ideal', factor: 0.8 },
    ],
    5,
  )

  test.each([
    ['virtual:lc.p99 <= 0.9 * virtual:rr.p99', 'pass'],
    ['virtual:rr.p99 <= 0.9 * virtual:lc.p99', 'fail'],
    ['virtual:lc.p99 <= 1.5 * ideal.p99', 'pass'],
    ['rr.p99 <= 1.2 * virtual:rr.p99', 'pass'],
  ])('%s: %s', (gate, judgement) => expect(one(gate, run).judgement).toBe(judgement))

  test('a live candidate too far from its twin is not judged, its virtual one is', () => {
    expect(one('lc.p99 <= 10s', run)).toMatchObject({
      judgement: 'invalid',
      reason: expect.stringMatching(/^lc was not measured properly: p50 was .* live, .* in virtual time/),
    })
  })
})

describe('a stopped candidate', () => {
  const stopped = { ...results, stopped: [{ candidate: './x.ts', round: 1, reason: 'strategy ./x.ts threw "boom"' }] }

  test.each(['./x.ts.p99 <= 1h', './x.ts.errorRate >= 0%', 'lc.p99 <= 100 * ./x.ts.p99'])('fails %s', gate => {
    expect(one(gate, stopped)).toEqual({
      gate,
      judgement: 'fail',
      reason: './x.ts was stopped in round 2: strategy ./x.ts threw "boom"',
      evidence: null,
    })
  })

  test('fails its part of a gate on everybody', () => {
    expect(verdicts('p99 <= 1h', stopped).map(({ judgement }) => judgement)).toEqual([
      'pass',
      'pass',
      'pass',
      'invalid',
      'fail',
      'invalid',
    ])
  })
})

describe('any and all', () => {
  test('all is everybody, as if nobody were named', () => {
    expect(verdicts('all.p50 <= 25ms')).toEqual(verdicts('p50 <= 25ms'))
  })

  test('all on the right is each of the others', () => {
    expect(verdicts('lc.p99 <= 1.2 * all.p99').map(({ gate, judgement }) => [gate, judgement])).toEqual([
      ['lc.p99 <= 1.2 * rr.p99', 'pass'],
      ['lc.p99 <= 1.2 * p2c?choices=3.p99', 'pass'],
      ['lc.p99 <= 1.2 * iphash.p99', 'invalid'],
      ['lc.p99 <= 1.2 * nginx:p2c.p99', 'invalid'],
    ])
  })

  test.each([
    ['any.p50 <= 25ms', 'pass', /^lc\.p50 = /],
    ['any.p50 <= 1ms', 'inconclusive', /none is shown to: .*iphash was not measured properly/],
    ['any.errorRate < 0.01%', 'inconclusive', /^none is shown to: rr\.errorRate = .*; lc\.errorRate = /],
    ['lc.p99 <= 0.9 * any.p99', 'pass', /^lc\.p99 \/ rr\.p99 = /],
  ])('%s: %s', (gate, judgement, reason) => {
    expect(one(gate)).toMatchObject({ gate, judgement, reason: expect.stringMatching(reason) })
  })

  test('none of several, beyond doubt, fails', () => {
    const two = syntheticResults([
      { candidate: 'rr', factor: 1.4 },
      { candidate: 'lc', factor: 1 },
    ])
    expect(one('any.p50 <= 1ms', two)).toMatchObject({
      judgement: 'fail',
      reason: expect.stringMatching(/^none does: /),
    })
  })
})

describe('many gates at once', () => {
  const noisy = syntheticResults([{ candidate: 'rr', factor: 1, requests: 2_000 }], 5)
  const { middle, reach } = (() => {
    const { value, high } = noisy.candidates[0]!.metrics.p50Ms!
    return { middle: value, reach: Math.log(high! / value) }
  })()
  // Beyond the 95 % interval by a little: p is a bit below 0.025 alone.
  const tight = `rr.p50 <= ${middle * Math.exp(-1.5 * reach)}ms`

  test('alone it fails; as one of twenty it is not beyond doubt, which is said with its p', () => {
    expect(one(tight, noisy).judgement).toBe('fail')
    const others = Array.from({ length: 19 }, () => parseGate('rr.p50 <= 10s'))
    const [first, ...rest] = judge([parseGate(tight), ...others], noisy)
    expect(first).toMatchObject({
      judgement: 'inconclusive',
      reason: expect.stringMatching(
        /seems beyond, but not beyond doubt, .* \(p = 0\.\d+ over all gates; it takes 0\.025 to fail\)$/,
      ),
    })
    expect(new Set(rest.map(({ judgement }) => judgement))).toEqual(new Set(['pass']))
  })

  test('a real regression still fails among them', () => {
    const others = Array.from({ length: 19 }, () => parseGate('rr.p50 <= 10s'))
    expect(judge([parseGate('rr.p50 <= 10ms'), ...others], noisy)[0]!.judgement).toBe('fail')
  })

  test('looks at the data are counted as gates are', () => {
    const looked = { ...noisy, intervals: { confidence: 0.99, looks: 5 } }
    expect(one(tight, looked).judgement).toBe('inconclusive')
  })
})

test('what is added to a reference is a difference', () => {
  expect(one('rr.errorRate <= lc.errorRate + 5%')).toMatchObject({
    judgement: 'pass',
    reason: expect.stringMatching(
      /^rr\.errorRate = 2\.\d+ % is within lc\.errorRate = 0 % \+ 5\.00 %: difference 2\.\d+ % \[/,
    ),
  })
  expect(one('rr.errorRate <= lc.errorRate + 0.1%').judgement).toBe('fail')
  expect(one('lc.p50 <= rr.p50 + 1ms').judgement).toBe('pass')
})

test('a gate that is to be judged only where rounds can tell is left out where they cannot', () => {
  const optional = (text: string) => judge([{ ...parseGate(text), onlyIfTold: true }], results)
  expect(optional('rr.p99 <= 100ms')).toMatchObject([{ judgement: 'fail' }])
  expect(optional('rr.p99 <= 250ms')).toMatchObject([{ judgement: 'pass' }])
  expect(optional('p2c?choices=3.p99 <= lc.p99')).toEqual([])
  expect(optional('rr.p99.9 <= 10s')).toEqual([])
  expect(optional('iphash.p99 <= 1ms')).toMatchObject([{ judgement: 'invalid' }])
})

test('a gate on a baseline without one is invalid', () => {
  expect(one('lc.p99 <= 1.1 * baseline')).toMatchObject({
    judgement: 'invalid',
    reason: expect.stringMatching(/--baseline/),
  })
})

describe('a gate that was asked for is never forgotten', () => {
  const nobody = { judgement: 'invalid', reason: 'there is no candidate to hold it against', evidence: null }
  const alone = syntheticResults([{ candidate: 'rr', factor: 1 }], 5)

  test.each(['all.p99 <= 0.01 * rr.p99', 'rr.p99 <= 1.2 * all.p99', 'any.p99 <= rr.p99', 'p99 <= 1.1 * baseline'])(
    '%s, where there is nobody else',
    gate => expect(verdicts(gate, alone)).toEqual([{ gate, ...nobody }]),
  )
})

describe('any, where some are certain', () => {
  const slow = syntheticResults(
    [
      { candidate: 'a', factor: 5 },
      { candidate: 'b', factor: 5 },
      { candidate: 'virtual:a', factor: 5 },
    ],
    5,
  )
  const stopped = [{ candidate: './x.ts', round: 1, reason: 'threw' }]

  test('fails where all fail, measured, exact or stopped', () => {
    expect(one('any.p99 <= 1ms', { ...slow, stopped }).judgement).toBe('fail')
    expect(one('any.p99 <= 1ms', slow).judgement).toBe('fail')
    const single = syntheticResults([{ candidate: 'virtual:a', factor: 5 }], 1).candidates
    expect(one('any.p99 <= 1ms', { ...slow, candidates: [...slow.candidates.slice(0, 2), ...single] }).judgement).toBe(
      'fail',
    )
  })

  test('does not where one cannot be judged', () => {
    const doubtful = syntheticResults(
      [
        { candidate: 'a', factor: 5 },
        { candidate: 'b', factor: 5, health: { balancerUtilisation: 0.9 } },
      ],
      5,
    )
    expect(one('any.p99 <= 1ms', doubtful).judgement).not.toBe('fail')
  })
})

test('no error on either side may have missed some: few requests cannot show that there are no more', () => {
  const run = (requests: number) =>
    syntheticResults(
      ['a', 'b'].map(candidate => ({ candidate, factor: 1, requests })),
      3,
    )
  expect(one('a.errorRate <= b.errorRate + 0.1%', run(50)).judgement).toBe('inconclusive')
  expect(one('a.errorRate <= b.errorRate + 0.1%', run(2_000)).judgement).toBe('pass')
  // but what was seen was seen
  expect(one('a.errorRate <= b.errorRate', run(50)).judgement).toBe('pass')
})

test('a latency of zero has no ratio', () => {
  const zero = syntheticResults(
    ['a', 'b'].map(candidate => ({ candidate, factor: 1 })),
    3,
  )
  const candidates = zero.candidates.map(candidate => ({
    ...candidate,
    rounds: candidate.rounds.map(round => ({ ...round, metrics: { ...round.metrics, p50Ms: 0 } })),
  }))
  expect(one('a.p50 <= b.p50', { ...zero, candidates }).judgement).toBe('inconclusive')
})
