import { FifoHeap } from '../fifo-heap.js'
import { IndexedHeap } from '../indexed-heap.js'
import type { Chooser, Pool, Strategy } from '../strategy.js'
import { C3Feedback } from './c3-feedback.js'

/**
 * C3, the replica ranking of Cassandra's and Elasticsearch's adaptive selection: the lowest rank of all (`C3Feedback`), of
 * equal ranks the one that was used longest ago. Requests waiting at a backend count by their cube, so that a fast backend
 * is left before its queue is long.
 *
 * A backend that never answered is taken while it is idle, and from its first request to its first answer only where
 * nobody else is known. One that is idle and did not answer for `forgetS` counts as never having answered, so a slow one
 * is tried again; Elasticsearch instead moves all averages towards the chosen one's at each pick, in O(n).
 *
 * The paper also limits the rate to each backend (cubic rate control): that is not included, nor is it in Elasticsearch.
 * Weights are not looked at. A pick takes O(log n).
 */
export const c3: Strategy = {
  name: 'c3',
  aliases: ['ars'],
  summary: 'lowest rank by answer time, service time and the cube of the reported queue',
  reference: 'Suresh et al., "C3" (NSDI \'15); Elasticsearch ResponseCollectorService.java',
  family: 'latency',
  knows: ['in flight', 'latency', 'server load', 'failures'],
  options: {
    clients: { summary: 'how many balancers share the backends', default: 1, min: 1, max: 10_000, integer: true },
    forgetS: { summary: 'seconds after which an idle backend is tried anew', default: 10, min: 0.001, max: 86_400 },
  },
  start: (pool, options) =>
    rankAll(pool, new C3Feedback(pool, Number(options.clients)), Number(options.forgetS) * 1000),
}

function rankAll(pool: Pool, feedback: C3Feedback, forgetMs: number): Chooser {
  const ranked = new FifoHeap(new Int32Array(pool.size))
  const isRanked = new Uint8Array(pool.size)
  /** Those that are known and idle, by when they answered last. */
  const idle = new IndexedHeap(new Int32Array(pool.size))
  const isIdle = new Uint8Array(pool.size)
  const answeredMs = new Float64Array(pool.size)

  function rank(backend: number): number {
    if (feedback.knows(backend)) return feedback.rank(backend)
    const inFlight = pool.inFlight[backend]
    return inFlight === 0 ? -Infinity : unknownRank + inFlight
  }

  function file(backend: number): void {
    if (isRanked[backend] === 1) ranked.remove(backend)
    isRanked[backend] = pool.available[backend]
    if (isRanked[backend] === 1) ranked.add(backend, rank(backend))
    if (isIdle[backend] === 1) idle.remove(backend)
    isIdle[backend] = Number(feedback.knows(backend) && pool.inFlight[backend] === 0)
    if (isIdle[backend] === 1) idle.add(backend, answeredMs[backend])
  }

  for (let i = 0; i < pool.size; i++) file(i)
  return {
    pick(_request, nowMs) {
      while (idle.firstKey <= nowMs - forgetMs) {
        feedback.forget(idle.first)
        file(idle.first)
      }
      return ranked.first
    },
    sent: file,
    answered(backend, outcome, nowMs) {
      feedback.answered(backend, outcome)
      answeredMs[backend] = nowMs
      file(backend)
    },
    changed: file,
  }
}

/** More than any rank in use: 30 s times the cube of 3,000. */
const unknownRank = 1e15
