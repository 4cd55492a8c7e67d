import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bounded } from '../../../src/strategies/hash/bounded.js'
import { Mt19937 } from '../../../src/strategies/hash/mt19937.js'
import type { Pool } from '../../../src/strategies/strategy.js'
import file from '../data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import { answer, anyRequest, hold, sequence, setAvailable, setBusy, startWith, testPool } from '../test-pool.js'
import { hashOf, modelHost, modelRing } from './envoy-model.js'

const start = (pool: Pool, more = '') => startWith(bounded, pool, { options: `flavour=envoy${more}` })

it('fills a host to one more than its share, rounded up, before the next of the shuffle gets any', () => {
  const pool = testPool([1, 1, 1, 1, 1])
  const chooser = start(pool)
  const held = sequence(pool, 20, () => hold(chooser, pool, { ...anyRequest, client: 'user-1' }))
  // 125 % of one to four requests are less than 5 slots, one each, and two requests are one too many.
  expect(held.slice(0, 3)).toMatch(/^(.)\1(?!\1)./)
  expect(held).toBe(heldByModel(testPool([1, 1, 1, 1, 1]), 'user-1', 20, 125))
})

it('picks as Envoy does whoever is loaded, busy or gone, and whatever they weigh', () => {
  const step = fc.record({
    backend: fc.nat(5),
    what: fc.constantFrom('request', 'request', 'request', 'request', 'answer', 'toggle', 'busy', 'weigh'),
    weight: fc.integer({ min: 1, max: 9 }),
    // Few keys, for those that crowd are of interest.
    client: fc.constantFrom(...file.keys.slice(0, 2)),
  })
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  const stepsOf = fc.array(step, { minLength: 20, maxLength: 60 })
  let shuffled = 0
  let overloaded = 0
  const property = fc.property(weights, fc.constantFrom(100, 110, 125, 200), stepsOf, (weights, factor, steps) => {
    const pool = testPool(weights)
    const chooser = start(pool, `&factor=${factor}&minSize=40`)
    const running: number[] = []
    for (const { backend, what, weight, client } of steps) {
      const one = backend % pool.size
      if (what === 'toggle') setAvailable(chooser, pool, one, pool.up[one] === 0)
      if (what === 'busy') setBusy(chooser, pool, one, pool.available[one] === 1)
      if (what === 'weigh') {
        pool.weight[one] = weight
        chooser.changed?.(one)
      }
      if (what === 'answer' && running.length > 0) answer(chooser, pool, running.shift()!)
      if (what !== 'request') continue
      const model = modelPick(pool, client, factor, 40)
      shuffled += Number(model.asked > 1)
      overloaded += Number(model.allOver)
      const picked = hold(chooser, pool, { ...anyRequest, client })
      expect(picked).toBe(model.host)
      if (picked !== -1) running.push(picked)
    }
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
  // It is about these.
  expect(shuffled).toBeGreaterThan(200)
  expect(overloaded).toBeGreaterThan(20)
})

/** BoundedLoadHashingLoadBalancer::chooseHost of thread_aware_lb_impl.cc, over the hosts this request may go to. */
function modelPick(pool: Pool, key: string, factor: number, minSize = 1024) {
  const hosts = pool.names.map((_, i) => i).filter(i => pool.up[i] === 1)
  const sum = hosts.reduce((total, i) => total + pool.weight[i], 0)
  const active = pool.inFlight.reduce((total, count) => total + count, 0)
  const slots = Math.trunc(((active + 1) * factor + 99) / 100)
  const overload = (i: number) => pool.inFlight[i] / Math.max(1, Math.ceil(slots * (pool.weight[i] / sum)))
  const hash = hashOf(key)
  const first = modelHost(modelRing(pool, minSize, 8_388_608), hash, pool.available)
  if (first === -1 || overload(first) <= 1) return { host: first, asked: 1, allOver: false }
  const random = new Mt19937()
  random.seed(Number(hash & 0xffffffffn))
  const order = hosts.map((_, place) => place)
  let best = first
  for (let i = 0; i < hosts.length; i++) {
    const left = hosts.length - i
    let drawn = left
    while (drawn >= left) drawn = Math.trunc(random.next() / Math.trunc(2 ** 32 / left))
    ;[order[i], order[i + drawn]] = [order[i + drawn], order[i]]
    const other = hosts[order[i]]
    if (other === first || pool.available[other] === 0) continue
    if (overload(other) <= 1) return { host: other, asked: i + 2, allOver: false }
    if (overload(other) < overload(best)) best = other
  }
  return { host: best, asked: hosts.length, allOver: true }
}

function heldByModel(pool: Pool, key: string, count: number, factor: number): string {
  return sequence(pool, count, () => {
    const { host } = modelPick(pool, key, factor)
    pool.inFlight[host]++
    return host
  })
}
