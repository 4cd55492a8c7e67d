import { describe, expect, it } from 'vitest'
import { hash } from '../../../src/strategies/hash/hash.js'
import hashFile from '../data/nginx-1.22.1-hash-plain.json' with { type: 'json' }
import { anyRequest, startWith, testPool } from '../test-pool.js'

describe('hash picks as nginx 1.22.1 did', () => {
  const rows = Object.entries(hashFile.vectors).flatMap(([name, vector]) =>
    vector.rows.map(row => ({ name, vector, ...row })),
  )

  it.each(rows)('$name: $key -> $server', ({ vector, key, server }) => {
    const pool = testPool(Object.values(vector.weights))
    const down: readonly string[] = 'down' in vector ? (vector.down as string[]) : []
    for (const name of down) pool.available[pool.names.indexOf(name)] = 0
    const chooser = startWith(hash, pool)
    expect(pool.names[chooser.pick({ ...anyRequest, client: key }, 0)]).toBe(server)
  })
})
