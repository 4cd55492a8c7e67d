import { describe, expect, it } from 'vitest'
import { staticRr } from '../../../src/strategies/rotation/static-rr.js'
import rrFile from '../data/haproxy-2.6.12-roundrobin.json' with { type: 'json' }
import changesFile from '../data/haproxy-2.6.12-static-rr-changes.json' with { type: 'json' }
import { expectTrace } from '../haproxy-trace.js'
import { sequence, serve, startWith, testPool } from '../test-pool.js'

function picks(weights: readonly number[], count: number): string {
  const pool = testPool(weights)
  const chooser = startWith(staticRr, pool)
  return sequence(pool, count, () => serve(chooser, pool))
}

describe('static-rr picks as HAProxy 2.6.12 did', () => {
  const vectors = Object.values(rrFile.vectors).filter(({ algorithm }) => algorithm === 'static-rr')
  it.each(vectors)('weights $weights', ({ weights, observed }) => {
    expect(picks(Object.values(weights), observed.length)).toBe(observed)
  })

  it.each(changesFile.traces)('while servers of weights $weights go down and come back', trace => {
    expectTrace(staticRr, trace)
  })

  it('the weights 4,3,2,1, also as multiples of 7', () => {
    expect(picks([4, 3, 2, 1], 20)).toBe('ababcabacdababcabacd')
    expect(picks([28, 21, 14, 7], 20)).toBe('ababcabacdababcabacd')
  })
})

it('static-rr keeps the weights of the beginning', () => {
  const pool = testPool([2, 1])
  const chooser = startWith(staticRr, pool)
  pool.weight[1] = 9
  chooser.changed?.(1)
  expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('aabaab')
})
