import { describe, expect, test } from 'vitest'
import { conclusion, headlineMetric } from '../../src/report/conclusion.js'
import { type Shape, syntheticResults } from '../results/synthetic.js'

const run = (shapes: readonly Omit<Shape, 'round'>[], rounds = 5) => syntheticResults(shapes, rounds)

test('a clear winner, and by how much', () => {
  const [sentence, ...others] = conclusion(
    run([
      { candidate: 'rr', factor: 1.4 },
      { candidate: 'lc', factor: 1 },
    ]),
  )
  expect(sentence).toMatch(
    /^lc has the lowest p99: [\d.]+ ms \[[\d.]+, [\d.]+\]; rr takes 1\.\d\dx \[1\.3\d, 1\.4\d\] as long\.$/,
  )
  expect(others).toEqual([])
})

test('no difference is said as such, naming all', () => {
  const [sentence] = conclusion(
    run(
      [
        { candidate: 'rr', factor: 1, ownNoise: 0.05 },
        { candidate: 'lc', factor: 1, ownNoise: 0.05 },
      ],
      3,
    ),
  )
  expect(sentence).toMatch(/^No difference in p99 between (rr and lc|lc and rr) that this data can show: /)
})

test('a tie for the first place', () => {
  const [sentence] = conclusion(
    run([
      { candidate: 'rr', factor: 2 },
      { candidate: 'lc', factor: 1 },
      { candidate: 'p2c', factor: 1.001 },
    ]),
  )
  expect(sentence).toMatch(
    /^(lc|p2c) has the lowest p99: .*; rr takes .* as long; (lc|p2c) \([\d.]+ ms\) cannot be told from it\.$/,
  )
})

test('one round shows no difference, however large', () => {
  const [sentence] = conclusion(
    run(
      [
        { candidate: 'rr', factor: 9 },
        { candidate: 'lc', factor: 1 },
      ],
      1,
    ),
  )
  expect(sentence).toMatch(
    /^lc has the lowest p99 seen, but one round shows no difference: lc [\d.]+ ms and rr \d+ ms\.$/,
  )
})

test('one round of virtual time tells who was lowest, and that other requests were not tried', () => {
  const shapes = [
    { candidate: 'virtual:rr', factor: 9 },
    { candidate: 'virtual:lc', factor: 1 },
  ]
  expect(conclusion(run(shapes, 1))[0]).toMatch(
    /^In virtual time, virtual:lc has the lowest p99 in this one round: .*; more rounds tell how far that depends on the requests\.$/,
  )
})

test('candidates that were alike in every round are said to be', () => {
  const [sentence] = conclusion(
    run(
      [
        { candidate: 'rr', factor: 1, ownNoise: 0 },
        { candidate: 'iphash', factor: 1, ownNoise: 0 },
      ],
      3,
    ),
  )
  expect(sentence).toMatch(/^rr and iphash have the same p99 in every round: [\d.]+ ms \[[\d.]+, [\d.]+\]\.$/)
})

test('a single candidate is not compared', () => {
  expect(conclusion(run([{ candidate: 'rr', factor: 1 }]))).toEqual([
    expect.stringMatching(/^rr has a p99 of [\d.]+ ms \[.*\]\.$/),
  ])
})

test('an interrupted run says so first', () => {
  const partial = { ...run([{ candidate: 'rr', factor: 1 }], 2), complete: false, rounds: { planned: 5, done: 2 } }
  expect(conclusion(partial)).toEqual(['Incomplete: 2 of 5 rounds.', expect.stringMatching(/^rr has a p99/)])
})

describe('doubts', () => {
  const busy = { balancerUtilisation: 0.9 }

  test('an invalid candidate is named first and never wins', () => {
    const sentences = conclusion(
      run([
        { candidate: 'rr', factor: 1.4 },
        { candidate: 'lc', factor: 1.2 },
        { candidate: 'x', factor: 0.1, health: busy },
      ]),
    )
    expect(sentences[0]).toBe('Not to be trusted: x (see the warnings).')
    expect(sentences[1]).toMatch(/^lc has the lowest p99/)
  })

  test('all invalid: what can be said is said under reservation', () => {
    expect(
      conclusion(
        run([
          { candidate: 'rr', factor: 1, health: busy },
          { candidate: 'lc', factor: 2, health: busy },
        ]),
      ),
    ).toEqual([
      'Not to be trusted: rr and lc (see the warnings).',
      'With that reservation: rr has the lowest p99: 81.2 ms [77.7, 84.9]; lc takes 2.00x [1.98, 2.02] as long.',
    ])
  })

  test('failed requests are said beside the latencies', () => {
    const sentences = conclusion(
      run([
        { candidate: 'rr', factor: 1, errorShare: 0.05 },
        { candidate: 'lc', factor: 1 },
      ]),
    )
    expect(sentences.at(-1)).toMatch(/^Failed requests: rr [45]\.\d\d %, lc 0 %\.$/)
  })

  test('everything failed', () => {
    expect(conclusion(run([{ candidate: 'rr', factor: 1, errorShare: 1 }]))).toEqual([
      'Too few good answers to tell a latency.',
      'Failed requests: rr 100 %.',
    ])
  })
})

test('the headline is the highest percentile that all candidates can tell', () => {
  const of = (...requests: number[]) =>
    headlineMetric(
      run(
        requests.map((count, i) => ({ candidate: `c${i}`, factor: 1, requests: count })),
        2,
      ).candidates,
    )
  expect(of(1_000, 1_000)).toBe('p99Ms')
  expect(of(1_000, 500)).toBe('p90Ms')
  expect(of(1_000, 50)).toBe('p50Ms')
  expect(of(1_000, 5)).toBe('meanMs')
})

describe('virtual time', () => {
  const two = [
    { candidate: 'virtual:rr', factor: 1.4 },
    { candidate: 'virtual:lc', factor: 1 },
  ]

  test('is said first, so that nothing sounds like a measurement of real processes', () => {
    expect(conclusion(run(two))).toEqual([
      expect.stringMatching(/^In virtual time, virtual:lc has the lowest p99: .*; virtual:rr takes 1\.\d\dx/),
    ])
    const same = two.map(shape => ({ ...shape, factor: 1, ownNoise: 0.05 }))
    expect(conclusion(run(same, 3))[0]).toMatch(/^In virtual time, no difference in p99 between /)
    expect(conclusion(run(two, 1))[0]).toMatch(/^In virtual time, virtual:lc has the lowest p99 in this one round/)
  })

  test('is ranked apart from live candidates: without a proxy it would always win', () => {
    const sentences = conclusion(
      run([{ candidate: 'rr', factor: 2 }, { candidate: 'lc', factor: 1.5 }, ...two, { candidate: 'x', factor: 3 }]),
    )
    expect(sentences).toEqual([
      expect.stringMatching(/^lc has the lowest p99: .*; rr takes .*, x takes .* as long\.$/),
      expect.stringMatching(
        /^In virtual time, virtual:lc has the lowest p99: .*; virtual:rr takes [\d.]+x \[[\d.]+, [\d.]+\] as long\.$/,
      ),
    ])
  })

  test('all under reservation', () => {
    const results = run(two)
    const doubt = { code: 'x', level: 'invalid', candidate: null, round: null, message: 'x' } as const
    expect(conclusion({ ...results, warnings: [doubt] })[1]).toMatch(
      /^With that reservation: in virtual time, virtual:lc has/,
    )
  })
})
