import { FifoHeap } from '../fifo-heap.js'
import type { Strategy } from '../strategy.js'

/**
 * HAProxy `balance leastconn`, up to 3.1: the backend with the lowest load, which is 0 while it is idle and else that of
 * one request more, per weight; of equal ones, the one whose load is the same for longest, so ties go in turn. While all
 * are idle weights do not count. A pick takes O(1), a request that is sent or answered O(log n).
 *
 * From 3.2 on equal loads lie in several lists, one of which is drawn. A backend that is unavailable for whatever reason
 * counts as down: it comes back behind its equals.
 */
export const haproxyLc: Strategy = {
  name: 'haproxy-lc',
  aliases: ['haproxy-leastconn', 'fwlc'],
  summary: "HAProxy's fewest requests in flight per weight, ties by who waits longest",
  reference: 'HAProxy 2.6 src/lb_fwlc.c',
  family: 'load',
  product: 'HAProxy 2.6',
  knows: ['weights', 'in flight'],
  start(pool) {
    const heap = new FifoHeap(new Int32Array(pool.size))
    /** The weight under which each is in the heap, 0 where it is not. */
    const weights = new Int32Array(pool.size)

    /** HAProxy computes this in whole numbers: 16 to a weight of 1, and 4096 to a request. */
    function load(backend: number): number {
      const inFlight = pool.inFlight[backend]
      return inFlight === 0 ? 0 : Math.floor(((inFlight + 1) * 4096) / Math.max(1, weights[backend]))
    }

    function reposition(backend: number): void {
      if (weights[backend] === 0) return
      const key = load(backend)
      if (heap.keyOf(backend) === key) return
      heap.remove(backend)
      heap.add(backend, key)
    }

    function changed(backend: number): void {
      const effective = Math.max(1, Math.floor((16 * pool.weight[backend]) / pool.weightScale))
      const after = pool.available[backend] === 1 ? effective : 0
      if (weights[backend] === after) return
      if (weights[backend] !== 0) heap.remove(backend)
      weights[backend] = after
      if (after !== 0) heap.add(backend, load(backend))
    }

    for (let i = 0; i < pool.size; i++) changed(i)
    return { pick: () => heap.first, sent: reposition, answered: reposition, changed }
  },
}
