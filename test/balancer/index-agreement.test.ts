import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Balancer, Flight } from '../../src/balancer/balancer.js'
import { lc } from '../../src/strategies/load/lc.js'
import { indexLeastLoaded } from '../../src/strategies/load/least-loaded-index.js'
import { scanLeastLoaded } from '../../src/strategies/load/least-loaded-scan.js'
import { createRotation } from '../../src/strategies/rotation/rotation.js'
import { indexRotation } from '../../src/strategies/rotation/rotation-index.js'
import { rr } from '../../src/strategies/rotation/rr.js'
import type { Pool, Strategy } from '../../src/strategies/strategy.js'
import { backend, balance, ok, refused } from './test-balancer.js'

/** Large pools keep indices where nginx looks at each server. Under bans, probes and retries they must pick alike. */

function scanRotation(pool: Pool) {
  const rotation = createRotation(pool)
  return { pick: rotation.pick, answered: rotation.answered }
}

const pairs: readonly (readonly [Strategy, Strategy])[] = [
  [
    { ...rr, start: scanRotation },
    { ...rr, start: indexRotation },
  ],
  [
    { ...lc, start: scanLeastLoaded },
    { ...lc, start: indexLeastLoaded },
  ],
]

const server = fc.record({
  weight: fc.constantFrom(1, 1, 1, 3),
  maxFails: fc.nat(2),
  failTimeoutMs: fc.constantFrom(0, 1000, 3000),
  down: fc.nat(9).map(n => n === 0),
})
const move = fc.record({ waitMs: fc.nat(400), opens: fc.boolean(), which: fc.nat(), failed: fc.boolean() })

describe.each(pairs)('$name', (plain, indexed) => {
  it('picks alike with an index and without', () => {
    const servers = fc.array(server, { minLength: 1, maxLength: 30, size: 'max' })
    const moves = fc.array(move, { maxLength: 300, size: 'max' })
    const property = fc.property(servers, moves, (servers, moves) => {
      const backends = servers.map((server, i) => backend('a', { ...server, name: `b${i}` }))
      const picks = [plain, indexed].map(strategy => route(balance(backends, { strategy, retries: 3 }), moves))
      expect(picks[1]).toEqual(picks[0])
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })
})

type Move = typeof move extends fc.Arbitrary<infer T> ? T : never

/** Every pick, in order. A failed try is followed by the next. */
function route(balancer: Balancer, moves: readonly Move[]): number[] {
  const picks: number[] = []
  const running: { readonly flight: Flight; readonly picked: number }[] = []
  let nowMs = 0
  const next = (flight: Flight) => {
    const picked = flight.next(nowMs)
    picks.push(picked)
    if (picked !== -1) running.push({ flight, picked })
  }
  for (const { waitMs, opens, which, failed } of moves) {
    nowMs += waitMs
    if (opens) {
      next(balancer.open({ client: '10.1.2.3', path: '/' }))
    } else if (running.length > 0) {
      const [{ flight, picked }] = running.splice(which % running.length, 1)
      flight.ended(picked, failed ? refused : ok, nowMs)
      if (failed) next(flight)
    }
  }
  return picks
}
