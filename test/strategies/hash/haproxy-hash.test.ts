import { describe, expect, it } from 'vitest'
import { haproxyHash } from '../../../src/strategies/hash/haproxy-hash.js'
import hashFile from '../data/haproxy-2.6.12-hash.json' with { type: 'json' }
import { anyRequest, startWith, testPool } from '../test-pool.js'

describe('haproxy-hash picks as HAProxy 2.6.12 did', () => {
  it.each(Object.entries(hashFile.vectors))('%s', (_, vector) => {
    const pool = testPool([1, 1, 1, 1, 1])
    const [, name, avalanche] = /^map-based (\w+)( avalanche)?$/.exec(vector['hash-type']) ?? []
    const options = name === undefined ? '' : `function=${name}&avalanche=${avalanche !== undefined}`
    const chooser = startWith(haproxyHash, pool, { options })
    const picks = hashFile.keys.map(client => pool.names[chooser.pick({ ...anyRequest, client }, 0)])
    expect(picks.join('')).toBe(vector.observed)
  })
})
