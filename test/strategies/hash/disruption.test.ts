import { describe, expect, it } from 'vitest'
import { findStrategy } from '../../../src/strategies/index.js'
import { anyRequest, setAvailable, setBusy, startWith, testPool } from '../test-pool.js'

const clients = Array.from({ length: 2000 }, (_, i) => `10.${i >> 8}.${i & 255}.${(i * 7) & 255}`)

function started(candidate: string) {
  const [name, options = ''] = candidate.split('?')
  const pool = testPool([3, 1, 2, 1, 4])
  const chooser = startWith(findStrategy(name), pool, { options })
  return { pool, chooser, map: () => clients.map(client => chooser.pick({ ...anyRequest, client }, 0)) }
}

/** Where every client goes, before, while and after backend 2 is down. */
function aroundFailure(candidate: string) {
  const { pool, chooser, map } = started(candidate)
  const before = map()
  setAvailable(chooser, pool, 2, false)
  const without = map()
  setAvailable(chooser, pool, 2, true)
  return { before, without, after: map() }
}

const consistent = [
  'chash',
  'iphash',
  'hash',
  'source?type=consistent',
  'haproxy-chash',
  'haproxy-chash?function=crc32',
  'rendezvous',
  'rendezvous?flavour=caddy',
  'rendezvous?flavour=caddy-2.6',
]

describe('while a backend is down', () => {
  it.each(consistent)('%s moves its clients and nobody else', candidate => {
    const { before, without, after } = aroundFailure(candidate)
    expect(before.filter(backend => backend === 2).length).toBeGreaterThan(20)
    without.forEach((backend, i) => {
      if (before[i] === 2) expect(backend).not.toBe(2)
      else expect(backend).toBe(before[i])
    })
    expect(after).toEqual(before)
  })

  it('maglev moves few others', () => {
    const { before, without, after } = aroundFailure('maglev')
    const moved = without.filter((backend, i) => before[i] !== 2 && backend !== before[i]).length
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(0.02 * clients.length)
    expect(after).toEqual(before)
  })

  it.each(['haproxy-hash', 'source', 'ring'])('%s is laid out anew, and moves others too', candidate => {
    const { before, without, after } = aroundFailure(candidate)
    const moved = without.filter((backend, i) => before[i] !== 2 && backend !== before[i]).length
    expect(moved).toBeGreaterThan(0.05 * clients.length)
    expect(after).toEqual(before)
  })
})

const all = [...consistent, 'source', 'haproxy-hash', 'ring', 'maglev', 'bounded', 'bounded?flavour=envoy']

describe('a retry', () => {
  it.each(all)('of %s lays nothing out anew', candidate => {
    const { pool, chooser, map } = started(candidate)
    const before = map()
    clients.slice(0, 200).forEach((client, i) => {
      setBusy(chooser, pool, before[i], true)
      const second = chooser.pick({ ...anyRequest, client, attempt: 1 }, 0)
      setBusy(chooser, pool, before[i], false)
      expect(second).not.toBe(before[i])
    })
    expect(map()).toEqual(before)
  })
})

describe('a backend at its limit', () => {
  it.each(all)('of %s moves its clients and nobody else: nothing is laid out anew', candidate => {
    const { pool, chooser, map } = started(candidate)
    const before = map()
    setBusy(chooser, pool, 2, true)
    map().forEach((backend, i) => {
      if (before[i] === 2) expect(backend).not.toBe(2)
      else expect(backend).toBe(before[i])
    })
    setBusy(chooser, pool, 2, false)
    expect(map()).toEqual(before)
  })

  it.each(all)('of %s that goes down too is gone from the layout', candidate => {
    const full = started(candidate)
    setBusy(full.chooser, full.pool, 2, true)
    full.map()
    setAvailable(full.chooser, full.pool, 2, false)
    const down = started(candidate)
    setAvailable(down.chooser, down.pool, 2, false)
    expect(full.map()).toEqual(down.map())
  })
})
