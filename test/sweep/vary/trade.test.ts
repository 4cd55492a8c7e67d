import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/model/random.js'
import { bargainsOf } from '../../../src/sweep/vary/bargains.js'
import { evidenceOf } from '../../../src/sweep/vary/evidence.js'
import { beating, placesOf, stepsOf, tradeOf } from '../../../src/sweep/vary/trade.js'
import { pointOf } from './points.js'

const crash = (metric: string) => ({ incident: 'crash', metric })
const scaled = (metric: 'backendSeconds' | 'missedSeconds') => ({ incident: 'scaling', metric })
const crashed = (ms: number) => ({ detectionMs: around(ms), wrongEjections: [0, 1, 2, ms] })
const around = (value: number) => [value - 1, value, value + 1, value + (value % 7) / 10]

describe('what is traded', () => {
  it('is detection for false ejections, where both differ', () => {
    const points = [
      pointOf({ values: ['1'], detectionMs: around(500), wrongEjections: [20, 30, 21, 32], hurt: around(5) }),
      pointOf({ values: ['2'], detectionMs: around(1500), wrongEjections: [0, 0, 0, 0], hurt: around(15) }),
    ]
    expect(tradeOf(points)).toMatchObject({ x: crash('detectionMs'), y: crash('wrongEjections'), front: [0, 1] })
  })

  it('is detection for requests hurt, where nobody is wrongly out', () => {
    const points = [500, 1500].map(ms =>
      pointOf({ values: [String(ms)], detectionMs: around(ms), wrongEjections: [0, 0, 0, 0], hurt: around(ms / 10) }),
    )
    expect(tradeOf(points)).toMatchObject({ x: crash('detectionMs'), y: crash('hurt'), front: [0] })
  })

  it('is what autoscaling takes for what is missed, whatever befalls the fleet', () => {
    const points = [
      pointOf({ values: ['hpa'], backendSeconds: around(400), missedRequests: around(20), ...crashed(500) }),
      pointOf({ values: ['step'], backendSeconds: around(300), missedRequests: around(90), ...crashed(1500) }),
      pointOf({ values: ['late'], backendSeconds: around(410), missedRequests: around(95), ...crashed(1500) }),
    ]
    const [x, y] = [scaled('backendSeconds'), scaled('missedSeconds')]
    expect(tradeOf(points)).toEqual({ x, y, looks: 8, front: [1, 0] })
    expect(placesOf(points, x, y).map(place => Math.round(place.x))).toEqual([400, 300, 410])
  })

  it('is p99 for errors without incidents, and nothing where nothing differs', () => {
    const one = pointOf({ values: ['1'], p99Ms: around(80), errorRate: [0.1, 0.11, 0.1, 0.105] })
    const other = pointOf({ values: ['2'], p99Ms: around(90), errorRate: [0, 0, 0, 0] })
    expect(tradeOf([one, other])).toMatchObject({ x: { incident: null, metric: 'p99Ms' }, front: [0, 1] })
    expect(tradeOf([one, one])).toBeNull()
  })
})

describe('the front', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 2,
    maxLength: 8,
  })

  it('has no point that another one is shown to beat; steps go right and down', () => {
    fc.assert(
      fc.property(pairs, fc.integer(), (all, seed) => {
        const noise = noiseOf(seed)
        const points = all.map(([x, y]) =>
          pointOf({ values: ['1'], detectionMs: noise(x * 100, 20), hurt: noise(y * 40, 10) }),
        )
        const trade = tradeOf(points)
        fc.pre(trade !== null)
        const beats = beating(points, trade!)
        const front = new Set(trade!.front)
        if (front.size > 0 && front.size < points.length)
          for (const k of points.keys()) expect(points.some((_, other) => beats(other, k))).toBe(!front.has(k))
        const steps = stepsOf(points, trade!)
        expect(steps.every((one, i) => i === 0 || (one.x > steps[i - 1]!.x && one.y < steps[i - 1]!.y))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('has nobody in 95 of 100 runs where settings are equal', () => {
    const runs = Array.from({ length: 400 }, (_, seed) => {
      const noise = noiseOf(seed)
      const points = ['1', '2', '3'].map(value =>
        pointOf({
          ...{ values: [value], detectionMs: noise(1000, 300), wrongEjections: counted(noise(1, 1)) },
          ...{ hurt: counted(noise(4, 3)), p99Ms: noise(80, 8), errorRate: noise(0.01, 0.002) },
        }),
      )
      return tradeOf(points)!.front.length
    })
    expect(runs.filter(length => length > 0).length).toBeLessThanOrEqual(0.05 * runs.length)
  })

  it('has the one that is better, and what differs is what is traded', () => {
    const found = Array.from({ length: 40 }, (_, seed) => {
      const noise = noiseOf(seed)
      const points = ['1', '2', '3'].map((value, i) =>
        pointOf({ values: [value], detectionMs: noise(1000 + 1000 * i, 200), hurt: counted(noise(4, 3)) }),
      )
      return tradeOf(points)
    })
    expect(found.filter(one => one?.front.join() === '0' && one.x.metric === 'detectionMs').length).toBeGreaterThan(36)
  })

  it('is of what befell the fleet where checks are varied, whatever else differs', () => {
    const points = [80, 160].map((ms, i) => {
      const noise = noiseOf(i)
      return pointOf({ values: [`${i}`], detectionMs: noise(1000, 200), hurt: noise(9, 3), p99Ms: noise(ms, 2) })
    })
    expect(tradeOf(points)!.x).toMatchObject({ incident: null })
    expect(tradeOf(points, [{ path: 'balancer.health.active.interval' }])).toMatchObject({
      ...{ x: crash('detectionMs'), front: [] },
    })
  })

  it('holds nobody to be better whose end was not seen', () => {
    const points = [1000, 2000].map((ms, i) =>
      pointOf({ values: [String(i)], detectionMs: noiseOf(i)(ms, 20), undetected: i === 0 ? 1 : 0 }),
    )
    expect(evidenceOf(points, { incident: 'crash', metric: 'detectionMs' }, 1).hasLess(0, 1)).toBe(false)
  })
})

/** Twenty rounds about a value, never below 0: what each of them adds to all settings is left out, as pairs cancel it. */
function noiseOf(seed: number) {
  const random = randomStream(seed, 'noise')
  return (value: number, spread: number): number[] =>
    Array.from({ length: 20 }, () => {
      const sum = Array.from({ length: 12 }, () => random.next()).reduce((total, one) => total + one, -6)
      return Math.max(0, value + spread * sum)
    })
}

const counted = (values: readonly number[]): number[] => values.map(Math.round)

describe('a bargain', () => {
  const quick = { detectionMs: [900, 1100, 1000, 1050, 990, 1010, 940, 1060], wrongEjections: [1, 2, 1, 1, 0, 2, 1, 2] }
  const slow = {
    detectionMs: [1000, 1000, 950, 1120, 1000, 1000, 950, 1060],
    wrongEjections: [15, 16, 17, 15, 14, 16, 15, 17],
  }

  it('detects as soon with fewer false ejections', () => {
    const points = [pointOf({ values: ['1'], ...slow }), pointOf({ values: ['2'], ...quick })]
    const [found, ...more] = bargainsOf(points, tradeOf(points)!)
    expect(more).toEqual([])
    expect(found).toMatchObject({ point: 1, other: 0 })
    expect(found!.times).toBeCloseTo(125 / 10, 9)
  })

  it('is none where rounds cannot tell the ejections apart, or detection is later beyond doubt', () => {
    const noisy = { ...slow, wrongEjections: [0, 29, 0, 1, 0, 31, 2, 0] }
    const later = { ...quick, detectionMs: quick.detectionMs.map(ms => ms * 2) }
    for (const [one, other] of [
      [noisy, quick],
      [slow, later],
    ]) {
      const points = [pointOf({ values: ['1'], ...one }), pointOf({ values: ['2'], ...other })]
      expect(bargainsOf(points, tradeOf(points)!)).toEqual([])
    }
  })

  it('is infinite where it has none at all', () => {
    const none = { ...quick, wrongEjections: Array(8).fill(0) }
    const points = [pointOf({ values: ['1'], ...slow }), pointOf({ values: ['2'], ...none })]
    expect(bargainsOf(points, tradeOf(points)!)[0]!.times).toBe(Infinity)
  })
})
