import { describe, expect, test } from 'vitest'
import { conclusion } from '../../src/report/conclusion.js'
import { headlineMetric } from '../../src/report/headline-metric.js'
import { headline } from '../../src/report/html/lead/headline.js'
import { rankingAlt } from '../../src/report/pictures/ranking-alt.js'
import { rankingSvg } from '../../src/report/pictures/ranking-svg.js'
import { renderReport } from '../../src/report/render-report.js'
import type { Results } from '../../src/results/results.js'
import { noisyResults } from '../results/noisy-results.js'
import { type Shape, syntheticResults } from '../results/synthetic.js'

const run = (shapes: readonly Omit<Shape, 'round'>[], rounds = 5) => syntheticResults(shapes, rounds)

test('a clear winner, and by how much', () => {
  const [sentence, ...others] = conclusion(
    run([
      { candidate: 'rr', factor: 1.4 },
      { candidate: 'lc', factor: 1 },
    ]),
  )
  expect(sentence).toMatch(/^lc beats rr: p99 -2\d(\.\d)? % \[-[\d.]+, -[\d.]+\], 5 rounds, errors equal\.$/)
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
  expect(sentence).toMatch(/^(rr and lc|lc and rr): no difference in p99 shown, 3 rounds \(could have seen \d\d %\)\.$/)
})

test('a tie for the first place', () => {
  const sentences = conclusion(
    run([
      { candidate: 'rr', factor: 2 },
      { candidate: 'lc', factor: 1 },
      { candidate: 'p2c', factor: 1.001 },
    ]),
  )
  expect(sentences).toEqual([
    expect.stringMatching(
      /^(lc and p2c|p2c and lc): no difference in p99 shown, 5 rounds \(could have seen \d\.\d %\)\.$/,
    ),
    expect.stringMatching(/^(lc|p2c) beats rr: p99 -(49|50)\.\d % /),
  ])
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
    /^virtual:lc has the lowest p99 in this one round of virtual time: .*; more rounds tell how far that depends on the requests\.$/,
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
  expect(sentence).toMatch(/^rr and iphash: the same p99 in every round, 3 rounds: [\d.]+ ms \[[\d.]+, [\d.]+\]\.$/)
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
    expect(sentences[1]).toMatch(/^lc beats rr: p99 -1\d/)
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
      'With that reservation: rr beats lc: p99 -50.0 % [-50.6, -49.5], 5 rounds, errors equal.',
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
      'rr does not cope: 100 % fail, 5 rounds.',
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

  test('is said in every verdict, so that nothing sounds like a measurement of real processes', () => {
    expect(conclusion(run(two))).toEqual([
      expect.stringMatching(/^virtual:lc beats virtual:rr: .*, 5 rounds in virtual time, errors equal\.$/),
    ])
    const same = two.map(shape => ({ ...shape, factor: 1, ownNoise: 0.05 }))
    expect(conclusion(run(same, 3))[0]).toMatch(/: no difference in p99 shown, 3 rounds in virtual time \(could/)
    expect(conclusion(run(two, 1))[0]).toMatch(/^virtual:lc has the lowest p99 in this one round of virtual time/)
  })

  test('is ranked apart from live candidates: without a proxy it would always win', () => {
    const sentences = conclusion(
      run([{ candidate: 'rr', factor: 2 }, { candidate: 'lc', factor: 1.5 }, ...two, { candidate: 'x', factor: 3 }]),
    )
    expect(sentences).toEqual([
      expect.stringMatching(/^lc beats rr: /),
      expect.stringMatching(/^lc beats x: /),
      expect.stringMatching(/^virtual:lc beats virtual:rr: .* in virtual time, errors equal\.$/),
    ])
  })

  test('all under reservation', () => {
    const results = run(two)
    const doubt = { code: 'x', level: 'invalid', candidate: null, round: null, message: 'x' } as const
    expect(conclusion({ ...results, warnings: [doubt] })[1]).toMatch(
      /^With that reservation: virtual:lc beats .* in virtual time,/,
    )
  })
})

describe('verdicts', () => {
  const verdicts = (factors: readonly number[], changes: Partial<Parameters<typeof noisyResults>[0]> = {}) =>
    conclusion(noisyResults({ factors, rounds: 6, seed: 1, ...changes }))

  test('rounds that say nothing are said to, without an interval beyond belief', () => {
    expect(verdicts([1, 1.5], { rounds: 2, spread: 0.3 })).toEqual([
      expect.stringMatching(/^c\d and c\d: 2 rounds cannot tell a difference in p99\.$/),
      expect.stringMatching(/^c\d looks [12]\.\d\d times as slow as c\d in p99, which 2 rounds are too few to show;/),
    ])
  })

  test('what takes a factor to be seen is said in factors', () => {
    expect(verdicts([1, 1], { rounds: 3, spread: 0.2 })[0]).toMatch(/\(could have seen a factor of [2-9]\.\d\d\)\.$/)
  })

  test('beyond tenfold percentages all look alike', () => {
    expect(verdicts([20, 1])[0]).toMatch(/^c1 beats c0: p99 (19|20|21)\.\d times lower \[1\d\.\d, 2\d\.\d\], 6 rounds/)
  })

  test('of thirty losers three have a sentence each, the others one', () => {
    const sentences = verdicts(
      Array.from({ length: 31 }, (_, i) => 1 + i),
      { rounds: 8, spread: 0.01 },
    )
    expect(sentences).toHaveLength(4)
    expect(sentences[2]).toMatch(/^c0 beats c3: p99 -7\d/)
    expect(sentences[3]).toMatch(/^c0 beats 27 more: p99 -80 % to 3\d\.\d times lower, 8 rounds\.$/)
  })

  test('who fails more is no winner', () => {
    const [first, second] = conclusion(
      run([
        { candidate: 'rr', factor: 1.4 },
        { candidate: 'lc', factor: 1, errorShare: 0.05 },
      ]),
    )
    expect(first).toMatch(/^rr fails less: 0 % against [45]\.\d\d %, 5 rounds\.$/)
    expect(second).toMatch(
      /^lc is faster than rr but fails more: p99 -\d\d.* % \[.*\], errors \+[45]\.\d\d points \[\d.*, \d.*\], 5 rounds\.$/,
    )
  })

  test('who fails less still wins, and that is said', () => {
    const [first] = conclusion(
      run([
        { candidate: 'rr', factor: 1.4, errorShare: 0.05 },
        { candidate: 'lc', factor: 1 },
      ]),
    )
    expect(first).toMatch(/^lc beats rr: .*, errors -[45]\.\d\d points \[-\d.*, -\d.*\]\.$/)
  })

  test('without enough answers a candidate is in no verdict, and named', () => {
    const results = noisyResults({ factors: [1, 2, 1], rounds: 6, seed: 1 })
    const [c0, c1, c2] = results.candidates
    const mute = { ...c2!, metrics: { ...c2!.metrics, p99Ms: null, p90Ms: null, p50Ms: null, meanMs: null } }
    expect(conclusion({ ...results, candidates: [c0!, c1!, mute] })).toEqual([
      expect.stringMatching(/^c0 beats c1/),
      'c2: too few good answers to tell a p99.',
    ])
  })

  test('with a single round in common there is no comparison', () => {
    const results = noisyResults({ factors: [1, 2, 1.5], rounds: 6, seed: 1 })
    const [c0, c1, c2] = results.candidates
    const late = { ...c2!, rounds: c2!.rounds.slice(5) }
    expect(conclusion({ ...results, candidates: [c0!, c1!, late] })).toEqual([
      expect.stringMatching(/^c0 beats c1/),
      'c2: too few rounds to be held against c0.',
    ])
  })
})

describe('where failures decide, they come before any latency', () => {
  const three = [
    { candidate: 'virtual:rr', factor: 1, errorShare: 0.4 },
    { candidate: 'virtual:lc', factor: 1.5, errorShare: 0.41 },
    { candidate: 'virtual:iphash', factor: 1.6, errorShare: 0.05 },
  ]

  test('who fails least is named first, and whoever is fastest beats nobody', () => {
    const [first, ...others] = conclusion(run(three))
    expect(first).toMatch(
      /^virtual:iphash fails least: [45]\.\d+ % against (39|4\d)\.\d to 4\d\.\d %, 5 rounds in virtual time\.$/,
    )
    expect(others.join(' ')).toMatch(/virtual:rr is faster than virtual:iphash but fails more: /)
    expect(others.join(' ')).toMatch(/virtual:rr is faster than virtual:lc: /)
    expect(others.join(' ')).not.toMatch(/beats/)
  })

  test('where nobody copes, that is said, and whether anybody fails less', () => {
    const both = three.slice(0, 2).map(shape => ({ ...shape, errorShare: 0.5 }))
    expect(conclusion(run(both))[0]).toMatch(
      /^Nobody copes: .* fail; virtual:(rr|lc) .* % and virtual:(rr|lc) .* %: no difference in errors shown, 5 rounds in virtual time\.$/,
    )
    expect(conclusion(run(both, 1))[0]).toMatch(/^Nobody copes: .* %, one round in virtual time\.$/)
  })

  test('under reservation as anything else', () => {
    const doubt = { code: 'x', level: 'invalid', candidate: null, round: null, message: 'x' } as const
    expect(conclusion({ ...run(three), warnings: [doubt] })[1]).toMatch(
      /^With that reservation: virtual:iphash fails least: /,
    )
  })

  test.each<[string, (results: Results) => string]>([
    ['terminal', results => renderReport(results, 'terminal')],
    ['Markdown', results => renderReport(results, 'markdown')],
    ['picture', results => rankingSvg(results)!],
    ['alternative text', rankingAlt],
  ])('the %s says the same as the page', (_surface, render) => {
    const results = run(three)
    const { big } = headline(results)
    const text = render(results)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    expect(text).toContain(big)
    expect(text.indexOf(big)).toBeLessThan(text.indexOf('is faster than') >>> 0)
  })
})
