import { describe, expect, it } from 'vitest'
import { strategies } from '../../../src/strategies/index.js'
import { startWith, testPool } from '../test-pool.js'

const keyed = strategies.filter(({ options }) => options?.key?.values?.includes('path?'))

it('all hash strategies but those of addresses take a key', () => {
  const named = ['hash', 'chash', 'haproxy-hash', 'haproxy-chash', 'ring', 'maglev', 'rendezvous', 'bounded']
  expect(keyed.map(({ name }) => name)).toEqual(expect.arrayContaining(named))
})

describe.each(keyed)('$name', strategy => {
  const clientOf = (i: number) => `10.1.${i}.9`
  const pathOf = (i: number) => `/item/${i % 20}?page=${i}`

  /** Where requests go by that option, and where the texts that it takes of them would go as clients. */
  function both(key: string, textOf: (i: number) => string) {
    const [pool, plainPool] = [testPool([1, 2, 1, 3, 1]), testPool([1, 2, 1, 3, 1])]
    const [chooser, plain] = [startWith(strategy, pool, { options: `key=${key}` }), startWith(strategy, plainPool)]
    return Array.from({ length: 100 }, (_, i) => [
      chooser.pick({ client: clientOf(i), path: pathOf(i), attempt: 0 }, 0),
      plain.pick({ client: textOf(i), path: '/', attempt: 0 }, 0),
    ])
  }

  it.each([
    ['client', clientOf],
    ['path', (i: number) => `/item/${i % 20}`],
    ['path?', pathOf],
  ])('hashes by %s that and nothing else', (key, textOf) => {
    const picks = both(key, textOf)
    expect(picks.map(([ours]) => ours)).toEqual(picks.map(([, expected]) => expected))
    expect(new Set(picks.map(([ours]) => ours)).size).toBeGreaterThan(2)
  })
})
