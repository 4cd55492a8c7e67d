import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/model/random.js'
import { iphash } from '../../../src/strategies/hash/iphash.js'
import { NginxModel } from '../../nginx-model.js'
import ipHashFile from '../data/nginx-1.22.1-ip_hash.json' with { type: 'json' }
import { anyRequest, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

describe('iphash picks as nginx 1.22.1 did', () => {
  const rows = Object.entries(ipHashFile.vectors).flatMap(([name, { weights, rows }]) =>
    rows.map(row => ({ name, weights: Object.values(weights), ...row })),
  )

  it.each(rows)('$name: $client -> $server', ({ weights, client, server }) => {
    const pool = testPool(weights)
    const chooser = startWith(iphash, pool)
    expect(pool.names[chooser.pick({ ...anyRequest, client }, 0)]).toBe(server)
    expect(pool.names[chooser.pick({ ...anyRequest, client }, 0)]).toBe(server)
  })
})

describe('iphash', () => {
  const at = (client: string, weights = [1, 1, 1, 1, 1, 1, 1]) =>
    startWith(iphash, testPool(weights)).pick({ ...anyRequest, client }, 0)

  it('hashes three octets of IPv4', () => {
    for (let last = 0; last < 256; last++) expect(at(`10.1.2.${last}`)).toBe(at('10.1.2.0'))
    expect(new Set(Array.from({ length: 50 }, (_, i) => at(`10.1.${i}.0`))).size).toBe(7)
  })

  it('hashes all 16 bytes of IPv6, however they are written', () => {
    expect(new Set(Array.from({ length: 50 }, (_, i) => at(`2001:db8::${i.toString(16)}`))).size).toBe(7)
    expect(at('2001:DB8:0:0:0:0:0:1')).toBe(at('2001:db8::1'))
  })

  it('takes everything else for three zero bytes', () => {
    for (const client of ['', 'unix:', 'localhost', '1.2.3', '::1::', '300.1.1.1']) {
      expect(at(client)).toBe(at('0.0.0.0'))
    }
  })

  it('keeps everybody else in place when a backend is unavailable', () => {
    const pool = testPool([4, 3, 2, 1])
    const chooser = startWith(iphash, pool)
    const clients = Array.from({ length: 500 }, (_, i) => `10.${i >> 8}.${i & 255}.1`)
    const map = () => clients.map(client => chooser.pick({ ...anyRequest, client }, 0))
    const before = map()
    setAvailable(chooser, pool, 1, false)
    const after = map()
    expect(before.filter(backend => backend === 1).length).toBeGreaterThan(100)
    before.forEach((backend, i) => {
      if (backend === 1) expect(after[i]).not.toBe(1)
      else expect(after[i]).toBe(backend)
    })
  })

  it('goes by turns where 21 hashes meet only unavailable backends', () => {
    const pool = testPool([1_000_000, 1, 1])
    pool.available[0] = 0
    const chooser = startWith(iphash, pool)
    expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('bcbcbc')
  })

  it('has as many hashes left for a retry as nginx', () => {
    // Nine of ten points belong to a backend that is down, so the limit of 20 is often met between the two picks.
    const weights = [1, 1, 27, 1]
    const specs = weights.map((weight, i) => ({ weight, maxFails: 0, failTimeoutS: 10, down: i === 2 }))
    let limited = 0
    for (let client = 0; client < 3000; client++) {
      const octets = [10, client >> 8, client & 255]
      const nginx = new NginxModel('iphash', [specs], randomStream(1, 'unused'))
      const remembered = nginx.request(octets)
      const pool = testPool(weights, 0)
      const chooser = startWith(iphash, pool)
      setAvailable(chooser, pool, 2, false)
      const view = { client: `${octets.join('.')}.1`, path: '/' }
      const first = chooser.pick({ ...view, attempt: 0 }, 0)
      expect(first).toBe(nginx.get(remembered, 0)?.[1])
      // Where the first pick was by turns already, the replay may part from nginx.
      if (remembered.rehashes > 20) continue
      setAvailable(chooser, pool, first, false)
      expect(chooser.pick({ ...view, attempt: 1 }, 0)).toBe(nginx.get(remembered, 0)?.[1])
      if (remembered.rehashes > 20) limited++
    }
    expect(limited).toBeGreaterThan(100)
  })

  it('goes where nginx goes on to when the same request is retried', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 12 })
    const retries = fc.property(address, weights, fc.nat(5), (octets, weights, bannedCount) => {
      const banned = (i: number) => i < bannedCount && i < weights.length - 1
      const specs = weights.map((weight, i) => ({ weight, maxFails: 0, failTimeoutS: 10, down: banned(i) }))
      const nginx = new NginxModel('iphash', [specs], randomStream(1, 'unused'))
      const remembered = nginx.request(octets)
      const pool = testPool(weights, 0)
      weights.forEach((_, i) => {
        pool.available[i] = banned(i) ? 0 : 1
      })
      const chooser = startWith(iphash, pool)
      for (let attempt = 0; attempt <= weights.length; attempt++) {
        const expected = nginx.get(remembered, 0)?.[1] ?? -1
        const backend = chooser.pick({ client: `${octets.join('.')}.9`, path: '/', attempt }, 0)
        expect(backend).toBe(expected)
        if (backend === -1) return
        setAvailable(chooser, pool, backend, false)
      }
    })
    fc.assert(retries, { seed: 1, numRuns: 500 })
  })
})
