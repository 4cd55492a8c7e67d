import type { Chooser, Options, Pool } from '../strategy.js'
import { hashFunctionOf } from './haproxy-hash.js'
import { HaproxyRing } from './haproxy-ring.js'
import { createLoadTotal, slotsFor } from './load-total.js'
import { requestKey } from './request-key.js'
import { RunningSums } from './running-sums.js'

/**
 * HAProxy `hash-balance-factor`: all slots are dealt out by weight, what does not divide by the running sum of weights,
 * and nobody has none. A server may serve while it has fewer requests than slots; from the node nearest to the hash on
 * clockwise, the first that may.
 *
 * A pick takes O(log n) for each server that is passed over: few, but for one hot key as many as are busy with it.
 *
 * Source: haproxy src/lb_chash.c (chash_server_is_eligible, chash_get_server_hash).
 */
export function boundedHaproxy(pool: Pool, options: Options): Chooser {
  const { size, available, inFlight } = pool
  const weights = new RunningSums(size)
  const ring: HaproxyRing = new HaproxyRing(pool, backend => weights.set(backend, ring.nodes[backend]))
  for (let i = 0; i < size; i++) weights.set(i, ring.nodes[i])
  const [keyOf, hashOf] = [requestKey(options), hashFunctionOf(options)]
  const load = createLoadTotal(pool)
  const walk = createWalk(ring, size)

  function mayServe(server: number): boolean {
    const slots = slotsFor(load.inFlight, Number(options.factor))
    const total = weights.total
    const rest = slots % total
    const before = weights.before(server)
    const weight = ring.nodes[server]
    const dealt = Math.floor(((before + weight) * rest) / total) - Math.floor((before * rest) / total)
    return inFlight[server] < Math.max(1, weight * Math.floor(slots / total) + dealt)
  }

  /** The first that may serve; the first available where those who may were tried or are at their limits. */
  function search(hash: number): number {
    let any = -1
    for (let server = walk.begin(hash); server !== -1; server = walk.next()) {
      if (available[server] === 0) continue
      if (mayServe(server)) return server
      if (any === -1) any = server
    }
    return any
  }

  return {
    pick(request) {
      const key = keyOf(request)
      if (key === '') return ring.next()
      ring.look()
      return search(hashOf(key))
    },
    sent: load.sent,
    answered: load.answered,
    changed: ring.changed,
  }
}

/** From a hash clockwise, every server once; -1 behind the last. */
function createWalk(ring: HaproxyRing, size: number) {
  const seenIn = new Float64Array(size)
  let walks = 0
  let [first, node] = [-1, -1]
  let left = 0

  function seen(): number {
    const server = ring.owner(node)
    seenIn[server] = walks
    left--
    return server
  }

  return {
    begin(hash: number): number {
      first = node = ring.nearest(hash)
      left = ring.servers
      walks++
      return node === -1 ? -1 : seen()
    },
    next(): number {
      while (left > 0) {
        node = ring.after(node)
        if (node === first) return -1
        if (seenIn[ring.owner(node)] !== walks) return seen()
      }
      return -1
    },
  }
}
