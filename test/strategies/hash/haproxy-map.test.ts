import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillMap } from '../../../src/strategies/hash/haproxy-map.js'

it('lays servers out as HAProxy does, who asks each for each slot', () => {
  const servers = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(1, 1, 1, 0)), { minLength: 1 })
  const property = fc.property(servers, list => {
    const weights = Int32Array.from(list, ([weight]) => weight)
    const isMember = Uint8Array.from(list, ([, member]) => member)
    const map = new Int32Array(weights.reduce((sum, weight) => sum + weight, 0))
    const size = fillMap(map, weights, isMember)
    expect([...map.subarray(0, size)]).toEqual(slotBySlot(weights, isMember))
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it.each([
  [[3, 2, 1], 'aababc'],
  [[4, 3, 2, 1], 'ababcabacd'],
  [[5, 1, 1], 'aaabaac'],
])('%j is %s, as HAProxy 2.6.12 served with static-rr', (weights, turns) => {
  const map = new Int32Array(turns.length)
  fillMap(map, Int32Array.from(weights), new Uint8Array(weights.length).fill(1))
  expect(String.fromCharCode(...map.map(i => 97 + i))).toBe(turns)
})

function slotBySlot(weights: Int32Array, isMember: Uint8Array): number[] {
  const total = weights.reduce((sum, weight, i) => sum + weight * isMember[i], 0)
  const credit = weights.map(() => 0)
  return Array.from({ length: total }, () => {
    let [best, most] = [-1, 0]
    weights.forEach((weight, i) => {
      if (isMember[i] === 0) return
      credit[i] += weight
      const level = Math.trunc((credit[i] + total) / total)
      if (best === -1 || level > most) [best, most] = [i, level]
    })
    credit[best] -= total
    return best
  })
}
