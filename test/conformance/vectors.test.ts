import { describe, expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import { chiSquareP, sameDistributionP } from '../strategies/chi-square.js'
import ringShares from '../strategies/data/haproxy-2.6.12-random-ring-share.json' with { type: 'json' }
import randomStats from '../strategies/data/nginx-1.22.1-random-stats.json' with { type: 'json' }
import { waysOf } from './case.js'
import caddy from './data/caddy-2.6.2-policies.json' with { type: 'json' }
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

type Counts = Readonly<Record<string, number>>

describe('counts', () => {
  const five = 'a,b,c,d,e'
  const weighted = 'a*5,b*4,c*3,d*2,e'
  const statistical: readonly (readonly [candidate: string, backends: string, counts: Counts])[] = [
    ['random', 'a*3,b*2,c,d,e', randomStats.random_weights_a3_b2_c1_d1_e1],
    ['p2c', five, randomStats.random_two_least_conn_equal_weights_idle],
    ['haproxy-random', five, ringShares.random2_equal_weight1_n3000],
    ['haproxy-random?draws=1', weighted, ringShares.random1_weights_54321_n3000],
    ['p2c', 'a,b,c', caddy.vectors.random_choose_2_idle_n3000],
  ]
  it.each(statistical)('%s over %s: one distribution, p > 1e-6', (candidate, backends, counts) => {
    const n = Object.values(counts).reduce((sum, count) => sum + count)
    const ways = waysOf({ candidate, backends, script: `${n}x get` })
    const names = Object.keys(counts)
    const ours = names.map(name => ways.filter(way => way === name).length)
    expect(ours.reduce((sum, count) => sum + count)).toBe(n)
    expect(sameDistributionP(Object.values(counts), ours)).toBeGreaterThan(1e-6)
  })

  const rings: readonly (readonly [backends: string, shares: readonly number[]])[] = [
    [five, ringShares.ring_share_5_servers_weight1],
    ['a*100,b*100,c*100,d*100,e*100', ringShares.ring_share_5_servers_weight100],
    [weighted, ringShares.ring_share_weights_5_4_3_2_1],
  ]
  it.each(rings)('haproxy-chash over %s: its ring is as uneven as HAProxy computed, p > 1e-6', (backends, shares) => {
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
