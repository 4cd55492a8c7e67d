import { describe, expect, it } from 'vitest'
import { looksWithin } from '../../../src/gate/until/looks.js'
import { parseTarget } from '../../../src/gate/until/parse-target.js'
import { isTight, widthsOf } from '../../../src/gate/until/widths.js'
import { randomStream } from '../../../src/model/random.js'
import { type MetricName, metricNames, type Results } from '../../../src/results/results.js'
import { type Interval, intervalOf } from '../../../src/stats/inference.js'
import { inferRatio } from '../../../src/stats/paired.js'
import { sharedConfidence } from '../../../src/stats/student.js'

/**
 * Two candidates that do not differ, run after run, each until its interval is tight: how often does the final interval miss 1? Pairs of rounds
 * have log ratios of a spread of 10 %, and the target is such that runs end at every look.
 */
const looks = looksWithin({ maxTimeMs: 1, maxRounds: 27, roundMs: 0 })
const target = parseTarget('p99 +-7%')
const spread = 0.1
const runs = 2000

describe('the final interval of a run of adaptive length', () => {
  const shared = simulate({ confidence: sharedConfidence(looks.length), ends: isTightRun })
  const naive = simulate({ confidence: 0.95, ends: isTightRun })
  /** 3 standard errors of a share of 5 %. */
  const slack = 3 * Math.sqrt((0.05 * 0.95) / runs)

  it('misses the truth in at most 5 % of runs', () => {
    expect(looks).toEqual([5, 8, 12, 18, 27])
    expect(shared.missed / runs).toBeLessThan(0.05)
  })

  it('at no look misses it more often than in its part of the 5 %', () => {
    for (const { missed } of shared.perLook) expect(missed / runs).toBeLessThan(0.05 / looks.length + slack / 2)
    // The target asks something of every look.
    for (const { ended } of shared.perLook) expect(ended).toBeGreaterThan(runs / 200)
  })

  it('would miss it more often than it says, were the 5 % not shared out', () => {
    expect(naive.missed / runs).toBeGreaterThan(0.05 + slack)
  })

  it('holds even for who stops as soon as a difference is seen; then, not shared out, it is wrong twice as often', () => {
    const seen = (interval: Interval): boolean => interval.low! > 1 || interval.high! < 1
    const confidence = sharedConfidence(looks.length)
    expect(simulate({ confidence, ends: seen }).missed / runs).toBeLessThan(0.05)
    expect(simulate({ confidence: 0.95, ends: seen }).missed / runs).toBeGreaterThan(0.1)
  })
})

interface Rule {
  readonly confidence: number
  readonly ends: (interval: Interval, results: Results) => boolean
}

/** The rule of the program. */
function isTightRun(_interval: Interval, results: Results): boolean {
  return widthsOf([target], results, []).every(isTight)
}

function simulate({ confidence, ends }: Rule) {
  const random = randomStream(1, 'until')
  const perLook = looks.map(() => ({ ended: 0, missed: 0 }))
  for (let run = 0; run < runs; run++) {
    const [ones, others] = [pairs(random), pairs(random)]
    const [look, interval] = finalOf(ones, others, { confidence, ends })
    perLook[look]!.ended++
    if (interval.low! > 1 || interval.high! < 1) perLook[look]!.missed++
  }
  return { perLook, missed: perLook.reduce((sum, { missed }) => sum + missed, 0) }
}

function finalOf(ones: readonly number[], others: readonly number[], rule: Rule): [number, Interval] {
  for (const [look, rounds] of looks.entries()) {
    const [left, right] = [ones.slice(0, rounds), others.slice(0, rounds)]
    const interval = intervalOf(inferRatio(left, right), rule.confidence)
    const last = look === looks.length - 1
    if (last || rule.ends(interval, resultsOf(left, right, rule.confidence))) return [look, interval]
  }
  throw new Error('no look')
}

/** p99 of each round, ms. The variances of both add up to that of the log ratio. */
function pairs(random: ReturnType<typeof randomStream>): number[] {
  return Array.from({ length: looks.at(-1)! }, () => 100 * Math.exp((spread / Math.SQRT2) * normal(random)))
}

/** Box and Muller. */
function normal(random: ReturnType<typeof randomStream>): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** As much of results as widths are read from. */
function resultsOf(left: readonly number[], right: readonly number[], confidence: number): Results {
  const candidate = (id: string, values: readonly number[]) => ({
    id,
    metrics: none,
    rounds: values.map((p99Ms, round) => ({ round, metrics: { ...none, p99Ms } })),
  })
  const candidates = [candidate('rr', right), candidate('lc', left)]
  return { candidates, stopped: [], intervals: { confidence, looks: looks.length } } as unknown as Results
}

const none = Object.fromEntries(metricNames.map(name => [name, null])) as Record<MetricName, null>
