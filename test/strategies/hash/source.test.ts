import { describe, expect, it } from 'vitest'
import { source } from '../../../src/strategies/hash/source.js'
import sourceFile from '../data/haproxy-2.6.12-source.json' with { type: 'json' }
import ipv6File from '../data/haproxy-2.6.12-source-ipv6.json' with { type: 'json' }
import { anyRequest, startWith, testPool } from '../test-pool.js'

const optionsOf: Record<string, string> = {
  'map-based (default)': '',
  'map-based sdbm avalanche': 'avalanche=true',
  'consistent (bare keyword)': 'type=consistent',
}

describe('source picks as HAProxy 2.6.12 did', () => {
  it.each(Object.entries(sourceFile.vectors))('%s', (_, vector) => {
    const pool = testPool(Object.values(vector.weights))
    const chooser = startWith(source, pool, { options: optionsOf[vector.hash_type] })
    for (const { client, server } of vector.rows) {
      expect(pool.names[chooser.pick({ ...anyRequest, client }, 0)]).toBe(server)
    }
  })
})

describe('source picks for IPv6 clients as HAProxy 2.6.12 did', () => {
  it.each(ipv6File.vectors)('$hash_type, weights $weights', ({ hash_type, weights, observed }) => {
    const pool = testPool(weights)
    const chooser = startWith(source, pool, { options: optionsOf[hash_type] })
    const picks = ipv6File.clients.map(client => pool.names[chooser.pick({ ...anyRequest, client }, 0)])
    expect(picks.join('')).toBe(observed)
  })

  it('however an address is written', () => {
    const chooser = startWith(source, testPool([1, 1, 1, 1, 1]), { options: 'type=consistent' })
    const pick = (client: string) => chooser.pick({ ...anyRequest, client }, 0)
    for (const text of ['2001:DB8::FF00:42:8329', '2001:0db8:0:0:0000:ff00:0042:8329', '2001:db8::ff00:0.66.131.41'])
      expect(pick(text)).toBe(pick('2001:db8::ff00:42:8329'))
  })
})

it('serves clients without an address by turns', () => {
  const pool = testPool([1, 1, 1])
  for (const options of ['', 'type=consistent']) {
    const chooser = startWith(source, pool, { options })
    const picks = Array.from({ length: 300 }, () => chooser.pick({ ...anyRequest, client: 'unix:' }, 0))
    expect(new Set(picks)).toEqual(new Set([0, 1, 2]))
    if (options === '') expect(picks.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2])
  }
})
