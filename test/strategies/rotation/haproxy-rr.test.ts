import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haproxyRr } from '../../../src/strategies/rotation/haproxy-rr.js'
import rrFile from '../data/haproxy-2.6.12-roundrobin.json' with { type: 'json' }
import changesFile from '../data/haproxy-2.6.12-roundrobin-changes.json' with { type: 'json' }
import { expectTrace } from '../haproxy-trace.js'
import { sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

function picks(weights: readonly number[], count: number): string {
  const pool = testPool(weights)
  const chooser = startWith(haproxyRr, pool)
  return sequence(pool, count, () => serve(chooser, pool))
}

describe('haproxy-rr picks as HAProxy 2.6.12 did', () => {
  const vectors = Object.values(rrFile.vectors).filter(({ algorithm }) => algorithm === 'roundrobin')
  it.each(vectors)('weights $weights', ({ weights, observed }) => {
    expect(picks(Object.values(weights), observed.length)).toBe(observed)
  })

  it.each(changesFile.traces)(
    'while servers of weights $weights go down, come back and weigh something else',
    trace => {
      expectTrace(haproxyRr, trace)
    },
  )

  it('the weights 4,3,2,1', () => {
    expect(picks([4, 3, 2, 1], 20)).toBe('abacbadabcabacbadabc')
  })
})

describe('haproxy-rr', () => {
  it('is within one turn a round of the weights in the long run', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
    const property = fc.property(weights, weights => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const turns = [...picks(weights, 40 * total)]
      weights.forEach((weight, i) => {
        const count = turns.filter(name => name === String.fromCharCode(97 + i)).length
        expect(Math.abs(count / (40 * weight) - 1)).toBeLessThan(0.1)
      })
    })
    fc.assert(property, { seed: 1, numRuns: 60 })
  })

  it('takes weights by their scale: 256 to 1 makes the same picks', () => {
    const pool = { ...testPool([5 * 256, 256, 256]), weightScale: 256 }
    const chooser = startWith(haproxyRr, pool)
    expect(sequence(pool, 21, () => serve(chooser, pool))).toBe('aaabaacaaabaacaaabaac')
  })

  it('has a place for a part of a weight, however small', () => {
    const pool = { ...testPool([1, 256]), weightScale: 256 }
    const chooser = startWith(haproxyRr, pool)
    const turns = sequence(pool, 1700, () => serve(chooser, pool))
    // A sixteenth is the least there is.
    expect([...turns].filter(name => name === 'a').length).toBe(100)
  })

  it('starts with those that are available', () => {
    const pool = testPool([1, 1, 1])
    pool.available[0] = 0
    const chooser = startWith(haproxyRr, pool)
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('bcbc')
    setAvailable(chooser, pool, 0, true)
    expect(new Set(sequence(pool, 6, () => serve(chooser, pool)))).toEqual(new Set('abc'))
  })
})
