import { FifoHeap } from '../fifo-heap.js'
import { createWeightedDraw } from '../random/weighted-draw.js'
import type { Strategy } from '../strategy.js'

/**
 * Join idle queue: a backend that has nothing to do queues at the dispatcher, and requests go to the head of that queue;
 * where it is empty, to a weighted draw. It has to know who is idle and nothing else: O(log n).
 *
 * Lu et al. have many dispatchers, and each idle backend joins the queue of one of them; here there is one.
 */
export const jiq: Strategy = {
  name: 'jiq',
  aliases: ['join-idle-queue', 'join_idle_queue'],
  summary: 'join idle queue: whoever is idle for longest, else a weighted draw',
  reference: 'Lu et al., "Join-Idle-Queue" (Performance Evaluation 68, 2011)',
  family: 'load',
  knows: ['weights', 'in flight'],
  start(pool, _options, chance) {
    const draw = createWeightedDraw(pool, chance)
    const idle = new FifoHeap(new Int32Array(pool.size))
    const queued = new Uint8Array(pool.size)

    function file(backend: number): void {
      const fits = pool.available[backend] === 1 && pool.inFlight[backend] === 0
      if (queued[backend] === Number(fits)) return
      queued[backend] = Number(fits)
      if (fits) idle.add(backend, 0)
      else idle.remove(backend)
    }

    for (let i = 0; i < pool.size; i++) file(i)
    return {
      pick: () => (idle.size > 0 ? idle.first : draw.pick()),
      sent: file,
      answered(backend, outcome) {
        file(backend)
        draw.answered(backend, outcome)
      },
      changed(backend) {
        file(backend)
        draw.changed(backend)
      },
    }
  },
}
