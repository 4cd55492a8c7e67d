import { describe, expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import { chiSquareP, sameDistributionP } from '../strategies/chi-square.js'
import { waysOf } from './case.js'
import { countVectors, ringShares } from './count-vectors.js'
import { vectors } from './vectors.js'

describe('letter for letter', () => {
  it.each(vectors)('$file, $name: $candidate', vector => {
    expect(waysOf(vector).join(' ')).toBe(vector.expected.join(' '))
  })

  it('covers hundreds of requests of each product', () => {
    expect(vectors.length).toBeGreaterThan(50)
    for (const { expected } of vectors) expect(expected.length).toBeGreaterThan(3)
  })
})

describe('counts', () => {
  it.each(countVectors)('$file: $candidate over $backends: one distribution, p > 1e-6', vector => {
    const { candidate, backends, counts } = vector
    const n = Object.values(counts).reduce((sum, count) => sum + count)
    const ways = waysOf({ candidate, backends, script: `${n}x get` })
    const names = Object.keys(counts)
    const ours = names.map(name => ways.filter(way => way === name).length)
    expect(ours.reduce((sum, count) => sum + count)).toBe(n)
    expect(sameDistributionP(Object.values(counts), ours)).toBeGreaterThan(1e-6)
  })

  it.each(ringShares)('haproxy-chash over $backends: its ring is as uneven as recorded, p > 1e-6', vector => {
    const { backends, shares } = vector
    const script = Array.from({ length: 5000 }, (_, i) => `get key-${i}`).join('\n')
    const ways = waysOf({ candidate: 'haproxy-chash', backends, script })
    const ours = [...'abcde'].map(name => ways.filter(way => way === name).length)
    expect(chiSquareP(ours, shares)).toBeGreaterThan(1e-6)
  })
})

it('every strategy that a vector names exists', () => {
  const names = new Set(strategies.map(({ name }) => name))
  expect(vectors.map(({ candidate }) => candidate.replace(/\?.*/, '')).filter(name => !names.has(name))).toEqual([])
})
