import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bargainsOf } from '../../../src/sweep/vary/bargains.js'
import { placesOf, tradeOf } from '../../../src/sweep/vary/trade.js'
import { pointOf } from './points.js'

const crash = (metric: string) => ({ incident: 'crash', metric })
const scaled = (metric: 'backendSeconds' | 'missedSeconds') => ({ incident: 'scaling', metric })
const crashed = (ms: number) => ({ detectionMs: around(ms), wrongEjections: [0, 1, 2, ms] })
const around = (value: number) => [value - 1, value, value + 1, value]

describe('what is traded', () => {
  it('is detection for false ejections, where both differ', () => {
    const points = [
      pointOf({ values: ['1'], detectionMs: around(500), wrongEjections: [2, 3, 2, 3], hurt: around(5) }),
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
    expect(tradeOf(points)).toEqual({ x, y, front: [1, 0] })
    expect(placesOf(points, x, y).map(place => place.x)).toEqual([400, 300, 410])
  })

  it('is p99 for errors without incidents, and nothing where nothing differs', () => {
    const one = pointOf({ values: ['1'], p99Ms: around(80), errorRate: [0.1, 0.1, 0.1, 0.1] })
    const other = pointOf({ values: ['2'], p99Ms: around(90), errorRate: [0, 0, 0, 0] })
    expect(tradeOf([one, other])).toMatchObject({ x: { incident: null, metric: 'p99Ms' }, front: [0, 1] })
    expect(tradeOf([one, one])).toBeNull()
  })
})

it('no point of the front is beaten by any, and every other one is beaten by one of the front', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 })), { minLength: 2 })
  fc.assert(
    fc.property(pairs, all => {
      const points = all.map(([x, y]) =>
        pointOf({ values: ['1'], detectionMs: around(x * 100), wrongEjections: [y, y, y, y] }),
      )
      const trade = tradeOf(points)
      fc.pre(trade !== null)
      const places = placesOf(points, trade!.x, trade!.y)
      const beats = (a: number, b: number): boolean => {
        const [one, other] = [places[a]!, places[b]!]
        return one.x <= other.x && one.y <= other.y && (one.x < other.x || one.y < other.y)
      }
      const front = new Set(trade!.front)
      for (const k of places.keys())
        expect(front.has(k) ? places.every((_, other) => !beats(other, k)) : trade!.front.some(f => beats(f, k))).toBe(
          true,
        )
    }),
  )
})

describe('a bargain', () => {
  const quick = { detectionMs: [900, 1100, 1000, 1050], wrongEjections: [1, 2, 1, 1] }
  const slow = { detectionMs: [1000, 1000, 950, 1120], wrongEjections: [5, 6, 7, 5] }

  it('detects as soon with fewer false ejections', () => {
    const points = [pointOf({ values: ['1'], ...slow }), pointOf({ values: ['2'], ...quick })]
    const [found, ...more] = bargainsOf(points, tradeOf(points)!)
    expect(more).toEqual([])
    expect(found).toMatchObject({ point: 1, other: 0 })
    expect(found!.times).toBeCloseTo(23 / 5, 9)
  })

  it('is none where rounds cannot tell the ejections apart, or detection is later beyond doubt', () => {
    const noisy = { ...slow, wrongEjections: [0, 9, 0, 1] }
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
    const none = { ...quick, wrongEjections: [0, 0, 0, 0] }
    const points = [pointOf({ values: ['1'], ...slow }), pointOf({ values: ['2'], ...none })]
    expect(bargainsOf(points, tradeOf(points)!)[0]!.times).toBe(Infinity)
  })
})
