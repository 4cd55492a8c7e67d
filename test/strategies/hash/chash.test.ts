import { describe, expect, it } from 'vitest'
import { chash } from '../../../src/strategies/hash/chash.js'
import type { Pool } from '../../../src/strategies/strategy.js'
import hashFile from '../data/nginx-1.22.1-hash-consistent.json' with { type: 'json' }
import { answer, anyRequest, failure, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

describe('chash picks as nginx 1.22.1 did', () => {
  const rows = Object.entries(hashFile.vectors).flatMap(([name, vector]) =>
    vector.rows.map(row => ({ name, vector, ...row })),
  )

  it.each(rows)('$name: $key -> $server', ({ vector, key, server }) => {
    const servers = vector.servers as Record<string, string>
    const names = Object.keys(servers)
    const pool: Pool = { ...testPool(Object.values(vector.weights)), names, addresses: Object.values(servers) }
    const down: readonly string[] = 'down' in vector ? vector.down : []
    for (const name of down) pool.available[names.indexOf(name)] = 0
    const chooser = startWith(chash, pool)
    expect(names[chooser.pick({ ...anyRequest, client: key }, 0)]).toBe(server)
    expect(names[chooser.pick({ ...anyRequest, client: key }, 0)]).toBe(server)
  })
})

describe('chash', () => {
  const clients = Array.from({ length: 1000 }, (_, i) => `10.${i >> 8}.${i & 255}.1`)
  const map = (pool: Pool, off: readonly number[] = []) => {
    const chooser = startWith(chash, pool)
    for (const backend of off) setAvailable(chooser, pool, backend, false)
    return clients.map(client => chooser.pick({ ...anyRequest, client }, 0))
  }
  const five = () => testPool([1, 1, 1, 1, 1])

  it('moves nobody but the clients of an unavailable backend, and those to several others', () => {
    const [before, after] = [map(five()), map(five(), [2])]
    const moved = after.filter((_, i) => before[i] === 2)
    expect(moved.length).toBeGreaterThan(100)
    expect(new Set(moved)).toEqual(new Set([0, 1, 3, 4]))
    after.forEach((backend, i) => {
      if (before[i] !== 2) expect(backend).toBe(before[i])
    })
  })

  it('maps without a removed backend as with an unavailable one', () => {
    const pool = five()
    const rest = { ...testPool([1, 1, 1, 1]), addresses: pool.addresses.filter((_, i) => i !== 2) }
    const names = [0, 1, 3, 4]
    expect(map(rest).map(backend => names[backend])).toEqual(map(five(), [2]))
  })

  it('gives a backend that joins its clients from all others, and moves nobody else', () => {
    const [before, after] = [map(testPool([1, 1, 1, 1])), map(five())]
    after.forEach((backend, i) => {
      if (backend !== 4) expect(backend).toBe(before[i])
    })
    expect(new Set(before.filter((_, i) => after[i] === 4))).toEqual(new Set([0, 1, 2, 3]))
  })

  it('goes by turns where 21 points in a row are unavailable', () => {
    const pool = testPool([100, 1, 1])
    const chooser = startWith(chash, pool)
    setAvailable(chooser, pool, 0, false)
    const map = () => clients.map(client => chooser.pick({ ...anyRequest, client }, 0))
    const before = map()
    // Shifts the turns of b and c against the clients.
    chooser.pick({ ...anyRequest, client: '' }, 0)
    const after = map()
    expect(before).not.toContain(0)
    // Of 102 points 100 are unavailable: (100 / 102)^21, or 66 % of the clients, find nothing.
    const stay = after.filter((backend, i) => backend === before[i]).length
    expect(stay).toBeGreaterThan(260)
    expect(stay).toBeLessThan(420)
  })

  it('goes by turns for a client without an address', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(chash, pool)
    expect(sequence(pool, 6, () => serve(chooser, pool, { ...anyRequest, client: '' }))).toBe('abcabc')
  })

  it('lets backends of one address take turns', () => {
    const pool: Pool = { ...testPool([2, 1, 1]), addresses: ['h:1', 'h:2', 'h:1'] }
    const chooser = startWith(chash, pool)
    const client = clients.find(client => chooser.pick({ ...anyRequest, client }, 0) !== 1)!
    const picks = sequence(pool, 60, () => serve(chooser, pool, { ...anyRequest, client }))
    expect([...picks].filter(name => name === 'a').length).toBe(40)
    expect([...picks].filter(name => name === 'c').length).toBe(20)
    setAvailable(chooser, pool, 0, false)
    expect(sequence(pool, 3, () => serve(chooser, pool, { ...anyRequest, client }))).toBe('ccc')
  })

  it('a failure moves nobody by itself', () => {
    const pool = five()
    const chooser = startWith(chash, pool)
    const backend = serve(chooser, pool)
    answer(chooser, pool, backend, failure)
    expect(serve(chooser, pool)).toBe(backend)
  })
})
