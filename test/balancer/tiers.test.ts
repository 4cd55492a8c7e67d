import { describe, expect, it } from 'vitest'
import { Counts } from '../../src/balancer/counts.js'
import { Tier } from '../../src/balancer/tier.js'
import { Tiers } from '../../src/balancer/tiers.js'
import { randomStream } from '../../src/model/random.js'
import type { Strategy } from '../../src/strategies/strategy.js'
import { ok, refused } from './test-balancer.js'

/** Takes the first it may take, and remembers what each tier let it see. */
function firstAvailable(): { readonly strategy: Strategy; readonly seen: string[] } {
  const seen: string[] = []
  const start: Strategy['start'] = pool => ({
    pick() {
      seen.push(pool.names.map((name, i) => (pool.available[i] === 1 ? name : '-')).join(''))
      return pool.available.indexOf(1)
    },
  })
  return { strategy: { name: 'first', summary: '', reference: '', family: 'rotation', knows: [], start }, seen }
}

/** Backends a, b, c, ... in tiers: "bd" and "ac" are primaries 1 and 3, backups 0 and 2. */
function tiersOf(names: readonly string[], { maxFails = 0 } = {}) {
  const { strategy, seen } = firstAvailable()
  const numberOf = (name: string): number => name.charCodeAt(0) - 'a'.charCodeAt(0)
  const entriesOf = (tier: string) =>
    [...tier].map(name => ({
      name,
      address: name,
      weight: 1,
      maxFails,
      failTimeoutMs: 10_000,
      maxRequests: 0,
      down: false,
    }))
  const members = names.map(tier => [...tier].map(numberOf))
  const random = randomStream(1, 'pick')
  const shared = {
    strategy,
    options: {},
    random,
    epochMs: 0,
    startMs: 0,
    counts: new Counts(0),
    probe: () => undefined,
  }
  const own = names.map(tier => new Tier({ ...shared, entries: entriesOf(tier) }))
  const tiers = new Tiers(own, members)
  const pick = (...tried: number[]): number =>
    tiers.pick({ client: '', path: '/', attempt: tried.length }, Object.freeze(tried), 0)
  return { tiers, seen, pick }
}

describe('tiers', () => {
  it('are asked in turn, each in numbers of its own, for one in those of the balancer', () => {
    const { pick, seen } = tiersOf(['bd', 'ac'])
    expect([pick(), pick(1), pick(1, 3), pick(1, 3, 0), pick(1, 3, 0, 2)]).toEqual([1, 3, 0, 2, -1])
    // The last two begin with the backups: who left the primaries does not come back.
    expect(seen).toEqual(['bd', '-d', '--', 'ac', '-c', '--'])
  })

  it('stay with the tier of the last try', () => {
    const { pick, seen } = tiersOf(['bd', 'ac'])
    // d was banned when this request went to the backups; now it may serve, but not this request.
    expect([pick(1, 0), pick(1, 0, 2)]).toEqual([2, -1])
    expect(seen).toEqual(['-c', '--'])
  })

  it('hide what was tried for the length of one pick', () => {
    const { pick, seen } = tiersOf(['ab'])
    expect([pick(0), pick(), pick(0, 1), pick()]).toEqual([1, 0, -1, 0])
    expect(seen).toEqual(['-b', 'ab', '--', 'ab'])
  })

  it('count the end of a try where it ran', () => {
    const { tiers, pick } = tiersOf(['bd', 'ac'], { maxFails: 1 })
    const counts = (): number[] => [0, 1, 2, 3].map(i => tiers.tierOf(i).inFlight(tiers.placeOf(i)))
    const available = (): boolean[] => [0, 1, 2, 3].map(i => tiers.tierOf(i).available(tiers.placeOf(i), 0))
    pick()
    pick(1)
    pick(1, 3)
    expect(counts()).toEqual([1, 1, 0, 1])
    tiers.ended(3, refused, 0)
    tiers.ended(0, ok, 0)
    expect(counts()).toEqual([0, 1, 0, 0])
    expect(available()).toEqual([true, true, true, false])
  })
})
