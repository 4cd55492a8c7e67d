import { describe, expect, it } from 'vitest'
import { runContract } from '../../src/contract/run-contract.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { Strategy } from '../../src/strategies/strategy.js'
import { chiSquareP } from './chi-square.js'
import { client } from './history.js'
import { answer, hold, serve, setAvailable, startWith, testPool } from './test-pool.js'

/**
 * What every strategy of ours must do: keep the contract that everybody's must, and beyond it what needs tables. A new
 * strategy in the list is tested here without further ado; it only has to say in `longRun` what its weights mean.
 */
type Meaning = 'exact' | 'by chance' | `about: ${string}` | `not by weight: ${string}` | `one: ${string}`
export const longRun: Record<string, Meaning> = {
  rr: 'exact',
  'haproxy-rr': 'exact',
  'static-rr': 'exact',
  edf: 'exact',
  'ipvs-wrr': 'exact',
  lc: 'exact',
  'haproxy-lc': 'not by weight: all that are idle have the load 0, whatever their weight',
  'least-request': 'exact',
  sed: 'one: an idle pool sends everything to the heaviest, the first of several',
  nq: 'one: an idle pool sends everything to its first backend',
  wlc: 'one: an idle pool sends everything to its first backend',
  first: 'one: everything goes to the first backend as long as it has room',
  jiq: 'not by weight: idle backends are served in the order in which they became idle',
  random: 'by chance',
  iphash: 'by chance',
  chash: 'about: the shares of a ring deviate by 8 % with 160 points (standard deviation)',
  'haproxy-random': 'about: at weight 1 a ring of 16 points a weight deviates by 25 % (standard deviation)',
  hash: 'by chance',
  source: 'by chance',
  'haproxy-hash': 'by chance',
  'haproxy-chash': 'about: as haproxy-random',
  ring: 'about: the shares of a ring deviate by 7 % with 205 points (standard deviation)',
  maglev: 'by chance',
  rendezvous: 'by chance',
  bounded: 'about: as haproxy-random',
  ewma: 'not by weight: of two equals the first draw serves, but per weight no two of these are equal',
  p2c: 'not by weight: of two idle backends nginx keeps the second draw, whose shares are flatter than the weights',
  subset: 'not by weight: one balancer alone has all backends, and its strategy is p2c',
  c3: 'not by weight: what a backend can do shows in its service time',
  prequal: 'not by weight: what a replica can do shows in its latency',
  'aws-alb': 'exact',
  'aws-nlb': 'by chance',
  'gcp-alb': 'exact',
  'azure-lb': 'by chance',
  'azure-appgw': 'exact',
  'least-time': 'not by weight: times are compared per weight, so of idle equals the heaviest serves',
}

/** How many of many backends a strategy can reach at all. */
const reach: Record<string, number> = {
  iphash: 6271, // Its hashes are smaller than that.
  first: 1, // Without limits there is always room on the first.
  sed: 8000, // The first idle one serves, so only as many as are in flight at once.
  nq: 8000,
  wlc: 8000,
  source: 7000, // It mixes nothing, and the addresses here are 256 apart, which shares a divisor with 10,000.
  ring: 8900, // A point a backend: whose stretch is short, too few clients meet.
}

/** A table that is laid out at each change may be smaller; the check of options takes the larger ones too. */
const smaller: Record<string, string> = { maglev: 'tableSize=1021' }

/** Of those that lay out all backends anew, one request in so many finds that somebody came or went. */
const laysOut: Record<string, number> = { maglev: 41, ring: 11 }

/** They come to their last backends late: those whose part of the hashes is small. */
const spreadsSlowly = ['hash', 'ring']

/** @param tested which of ours: files share them, for tests of one file run one after the other */
export function describeContract(tested: readonly Strategy[]): void {
  describe.each(tested)('$name', strategy => {
    it('keeps the contract', () => {
      const options = parseOptions(strategy, smaller[strategy.name] ?? '')
      expect(runContract(strategy, { options })).toEqual([])
      // The largest ring has eight million points.
    }, 240_000)

    it('serves a thousand backends, and uses most of them', () => {
      const pool = testPool(Array.from({ length: 1000 }, (_, i) => 1 + (i % 3)))
      const chooser = startWith(strategy, pool)
      for (let i = 0; i < 6000; i++)
        if (hold(chooser, pool, client(i)) < 0) throw new Error(`no backend for request ${i}`)
      const most = 0.85 * Math.min(pool.size, reach[strategy.name] ?? pool.size)
      expect(pool.inFlight.filter(count => count > 0).length).toBeGreaterThan(most)
    })

    it('serves ten thousand while some come and go, and uses most of them', () => {
      const pool = testPool(Array.from({ length: 10_000 }, () => 1))
      const chooser = startWith(strategy, pool)
      const running: number[] = []
      const used = new Uint8Array(pool.size)
      const requests = spreadsSlowly.includes(strategy.name) ? 60_000 : 30_000
      const every = laysOut[strategy.name] ?? 1
      for (let i = 0; i < requests; i++) {
        if (i % every === 0) setAvailable(chooser, pool, (i * 7) % pool.size, i % 10 > 0)
        const backend = hold(chooser, pool, client(i))
        if (pool.available[backend] !== 1) throw new Error(`picked ${backend}`)
        used[backend] = 1
        running.push(backend)
        if (i > 8000) answer(chooser, pool, running[i - 8000])
      }
      expect(used.filter(flag => flag === 1).length).toBeGreaterThan(0.9 * (reach[strategy.name] ?? pool.size))
    })

    const meaning = longRun[strategy.name]!
    it('spreads equal backends equally in the long run', () => {
      const weights = [1, 1, 1, 1, 1]
      if (meaning.startsWith('one')) expect(sharing(strategy, weights)).toEqual([15_000, 0, 0, 0, 0])
      else if (meaning.startsWith('about')) expect(farthest(sharing(strategy, weights), weights)).toBeLessThan(0.3)
      else expect(chiSquareP(sharing(strategy, weights), shares(weights))).toBeGreaterThan(1e-6)
    })

    it(`weights in the long run: ${meaning}`, () => {
      const weights = [5, 1, 3, 2, 4]
      const counts = sharing(strategy, weights)
      const p = chiSquareP(counts, shares(weights))
      if (meaning.startsWith('one')) expect(counts).toEqual([15_000, 0, 0, 0, 0])
      else if (meaning.startsWith('about')) expect(farthest(counts, weights)).toBeLessThan(0.3)
      else if (meaning.startsWith('not')) expect(p).toBeLessThan(1e-6)
      else expect(p).toBeGreaterThan(meaning === 'exact' ? 1 - 1e-9 : 1e-6)
    })
  })
}

/** Who served how many of 15,000 requests, each from another client and answered before the next. */
function sharing(strategy: Strategy, weights: readonly number[]): number[] {
  const pool = testPool(weights)
  const chooser = startWith(strategy, pool)
  const counts = weights.map(() => 0)
  for (let i = 0; i < 15_000; i++) counts[serve(chooser, pool, client(i))]++
  return counts
}

function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

/** The largest relative deviation of any count from its fair share. */
function farthest(counts: readonly number[], weights: readonly number[]): number {
  return Math.max(...shares(weights).map((share, i) => Math.abs(counts[i] / (15_000 * share) - 1)))
}
