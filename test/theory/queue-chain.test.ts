import { describe, expect, it } from 'vitest'
import { queueChain } from '../../src/theory/queue-chain.js'

/** Two of three backends drawn: all among m of them with probability C(m, 2) / C(3, 2). */
const spec = { backends: 3, cap: 5, arrivalRate: 2, allAmong: [0, 0, 1 / 3, 1] }

describe('the chain of sorted queue lengths', () => {
  const chain = queueChain(spec)
  const shape = (state: number): string => chain.lengths.subarray(3 * state, 3 * state + 3).join('')

  it('has every sorted shape once', () => {
    const shapes = Array.from({ length: chain.size }, (_, state) => shape(state))
    expect(new Set(shapes).size).toBe(56)
    expect(shapes.every(q => q === [...q].sort().reverse().join(''))).toBe(true)
    expect(shapes[0]).toBe('000')
    expect(shapes.at(-1)).toBe('555')
  })

  it.each([
    // the shortest of two different of three: never the longest, unless two share its length
    ['210', { '110': 1, '200': 1, '310': 0, '220': 2 / 3, '211': 4 / 3 }],
    ['110', { '100': 2, '210': 2 / 3, '111': 4 / 3 }],
    ['000', { '100': 2 }],
    ['555', { '554': 3 }],
    ['550', { '540': 2, '551': 4 / 3 }],
  ])('moves from %s at the right rates', (from, rates: Record<string, number>) => {
    const found: Record<string, number> = {}
    for (let to = 0; to < chain.size; to++) {
      for (let edge = chain.start[to]!; edge < chain.start[to + 1]!; edge++) {
        if (shape(chain.from[edge]!) === from) found[shape(to)] = chain.rate[edge]!
      }
    }
    expect(Object.keys(found).sort()).toEqual(Object.keys(rates).sort())
    for (const [to, rate] of Object.entries(rates)) expect(found[to]).toBeCloseTo(rate, 14)
  })

  it('leaves each state as often as its edges say', () => {
    const out = new Float64Array(chain.size)
    for (let edge = 0; edge < chain.start[chain.size]!; edge++) out[chain.from[edge]!]! += chain.rate[edge]!
    for (let state = 0; state < chain.size; state++) {
      expect(chain.up[state]! + chain.down[state]!).toBeCloseTo(out[state]!, 13)
    }
  })
})
