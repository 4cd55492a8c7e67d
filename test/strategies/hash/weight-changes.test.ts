import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findStrategy } from '../../../src/strategies/index.js'
import { anyRequest, setAvailable, startWith, testPool } from '../test-pool.js'

const clients = Array.from({ length: 60 }, (_, i) => `10.${i}.${(i * 37) & 255}.${(i * 7) & 255}`)

function started(candidate: string, weights: readonly number[]) {
  const [name, options = ''] = candidate.split('?')
  const pool = testPool(weights)
  const chooser = startWith(findStrategy(name), pool, { options })
  return { pool, chooser, map: () => clients.map(client => chooser.pick({ ...anyRequest, client }, 0)) }
}

const step = fc.record({ backend: fc.nat(6), weight: fc.integer({ min: 1, max: 9 }), toggles: fc.boolean() })
const steps = fc.array(step, { minLength: 1, maxLength: 6 })
const weightsOf = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 7 })

/** Plays changes of weights and of who is up, with requests in between; `expected` has the last word. */
function changes(
  candidate: string,
  expected: (first: readonly number[], last: readonly number[]) => readonly number[],
) {
  const property = fc.property(weightsOf, steps, (weights, list) => {
    const { pool, chooser, map } = started(candidate, weights)
    for (const { backend, weight, toggles } of list) {
      const one = backend % pool.size
      if (toggles) setAvailable(chooser, pool, one, pool.up[one] === 0)
      else {
        pool.weight[one] = weight
        chooser.changed?.(one)
      }
      const fresh = started(candidate, expected(weights, [...pool.weight]))
      for (let i = 0; i < pool.size; i++) if (pool.up[i] === 0) setAvailable(fresh.chooser, fresh.pool, i, false)
      expect(map()).toEqual(fresh.map())
    }
  })
  fc.assert(property, { seed: 1, numRuns: 25 })
}

describe('weights that change count from the next request on, as if they had been so from the start', () => {
  const candidates = [
    ...['hash', 'iphash', 'ring', 'maglev?tableSize=251', 'source?type=consistent', 'haproxy-chash'],
    ...['bounded', 'bounded?flavour=envoy', 'rendezvous', 'rendezvous?flavour=traefik'],
  ]
  it.each(candidates)('%s', candidate => changes(candidate, (_, last) => last))
})

describe('weights that change do nothing, as in the product', () => {
  it.each(['haproxy-hash', 'source', 'chash'])('%s', candidate => changes(candidate, first => first))
})

describe('there are no weights', () => {
  it.each(['rendezvous?flavour=caddy', 'rendezvous?flavour=caddy-2.6'])('in %s', candidate =>
    changes(candidate, first => first.map(() => 1)),
  )
})
