import { describe, expect, it } from 'vitest'
import { maglev } from '../../../src/strategies/hash/maglev.js'
import { ring } from '../../../src/strategies/hash/ring.js'
import file from '../data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import { anyRequest, setAvailable, startWith, testPool } from '../test-pool.js'

const map = (strategy: typeof ring, down = -1) => {
  const pool = testPool([1, 1, 1, 1, 1])
  const chooser = startWith(strategy, pool)
  if (down !== -1) setAvailable(chooser, pool, down, false)
  return file.keys.map(client => pool.names[chooser.pick({ ...anyRequest, client }, 0)]).join('')
}
describe('envoy', () => {
  it('ring', () => expect(map(ring)).toBe(file.ring_hash_default_1024.mapping))
  it('maglev', () => expect(map(maglev)).toBe(file.maglev_65537.mapping))
  it('maglev b removed', () => expect(map(maglev, 1)).toBe(file.maglev_b_removed.mapping))
})
