import { expect, test } from 'vitest'
import { ranking, standings } from '../../src/report/ranking.js'
import type { MetricName } from '../../src/results/results.js'
import { type Shape, syntheticResults } from '../results/synthetic.js'

const standing = (metric: MetricName, shapes: readonly Omit<Shape, 'round'>[], rounds = 5) =>
  Object.fromEntries(standings(syntheticResults(shapes, rounds).candidates, metric, once))

const once = { confidence: 0.95, looks: 1 }

const three = [
  { candidate: 'rr', factor: 2, errorShare: 0.1 },
  { candidate: 'lc', factor: 1 },
  { candidate: 'p2c', factor: 1.001 },
]

test('the best, what cannot be told from it, and the worse', () => {
  const { rr, lc, p2c } = standing('p99Ms', three)
  expect(rr).toBe('worse')
  expect([lc, p2c].sort()).toEqual(['best', '~'])
})

test('exactly equal in every round: both are best', () => {
  expect(standing('errorRate', three)).toEqual({ rr: 'worse', lc: 'best', p2c: 'best' })
})

test('where more is better the highest is best', () => {
  expect(standing('goodputPerSecond', three)).toMatchObject({ rr: 'worse', lc: 'best' })
})

test('nobody is best where all are level, where nothing is better, or in a single round', () => {
  const level = [
    { candidate: 'a', factor: 1, ownNoise: 0.05 },
    { candidate: 'b', factor: 1, ownNoise: 0.05 },
  ]
  expect(standing('p99Ms', level)).toEqual({ a: '~', b: '~' })
  expect(standing('timeoutRate', level)).toEqual({ a: 'none', b: 'none' })
  expect(standing('affinity', three)).toEqual({ rr: 'none', lc: 'none', p2c: 'none' })
  expect(standing('p99Ms', three, 1)).toEqual({ rr: 'none', lc: 'none', p2c: 'none' })
})

test('where the data was looked at more often it takes more to be worse', () => {
  const close = [
    { candidate: 'a', factor: 1 },
    { candidate: 'b', factor: 1.05, ownNoise: 0.03 },
  ]
  const { candidates } = syntheticResults(close, 5)
  const worst = (looks: number) => ranking(candidates, 'p99Ms', { confidence: 1 - 0.05 / looks, looks }).at(-1)!
  expect(worst(1).standing).toBe('worse')
  expect(worst(20).standing).toBe('~')
  expect(worst(20).detectable!).toBeGreaterThan(worst(1).detectable!)
})

test('other names for the same thing cost nobody his verdict', () => {
  const pair = [
    { candidate: 'rr', factor: 1.06, ownNoise: 0.02 },
    { candidate: 'lc', factor: 1, ownNoise: 0.02 },
  ]
  const { candidates } = syntheticResults(pair, 4)
  const [, lc] = candidates
  const copies = Array.from({ length: 12 }, (_, i) => ({ ...lc!, id: `lc${i}` }))
  const alone = standings(candidates, 'p99Ms', once)
  const crowd = standings([...candidates, ...copies], 'p99Ms', once)
  expect(alone.get('rr')).toBe('worse')
  expect(crowd.get('rr')).toBe('worse')
  for (const { id } of [lc!, ...copies]) expect(crowd.get(id)).toBe('best')
})
