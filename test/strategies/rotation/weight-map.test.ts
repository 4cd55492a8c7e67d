import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layWeightMap } from '../../../src/strategies/rotation/weight-map.js'

/** lb_map.c's rule, slot by slot and server by server. */
function layPlainly(backends: readonly number[], weights: readonly number[]): number[] {
  const total = backends.reduce((sum, backend) => sum + weights[backend], 0)
  const score = weights.map(() => 0)
  return Array.from({ length: total }, () => {
    let best = -1
    let most = 0
    for (const backend of backends) {
      score[backend] += weights[backend]
      const multiple = Math.trunc((score[backend] + total) / total)
      if (best !== -1 && multiple <= most) continue
      best = backend
      most = multiple
    }
    score[best] -= total
    return best
  })
}

it('lays the map that looking at each server for each slot gives', () => {
  const weights = fc.oneof(
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 6 }),
  )
  const property = fc.property(weights, fc.integer(), (weights, mask) => {
    const backends = [...weights.keys()].filter(i => ((mask >> i) & 1) === 1)
    expect([...layWeightMap(backends, weights)]).toEqual(layPlainly(backends, weights))
  })
  fc.assert(property, { seed: 1, numRuns: 400 })
})
