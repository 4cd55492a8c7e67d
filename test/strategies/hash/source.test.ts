import { describe, expect, it } from 'vitest'
import { source } from '../../../src/strategies/hash/source.js'
import sourceFile from '../data/haproxy-2.6.12-source.json' with { type: 'json' }
import { anyRequest, startWith, testPool } from '../test-pool.js'

describe('source picks as HAProxy 2.6.12 did', () => {
  const optionsOf: Record<string, string> = {
    'map-based (default)': '',
    'map-based sdbm avalanche': 'avalanche=true',
    'consistent (bare keyword)': 'type=consistent',
  }
  it.each(Object.entries(sourceFile.vectors))('%s', (_, vector) => {
    const pool = testPool(Object.values(vector.weights))
    const chooser = startWith(source, pool, { options: optionsOf[vector.hash_type] })
    for (const { client, server } of vector.rows) {
      expect(pool.names[chooser.pick({ ...anyRequest, client }, 0)]).toBe(server)
    }
  })
})
