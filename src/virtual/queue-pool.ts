import type { CentralQueue } from './central-queue.js'
import type { ScaledPool } from './scaling-control.js'

/**
 * The pool of `ideal`, which has none: who left gets nothing new. Requests that wait in the one queue count as in flight at all
 * members alike, so that an autoscaler sees them.
 * @param servers requests a backend can serve at once
 */
export function queuePool(queue: CentralQueue, backends: number, servers: number): ScaledPool {
  const members = new Set(Array.from({ length: backends }, (_, backend) => backend))
  return {
    join(backend, nowMs) {
      members.add(backend)
      queue.back(backend, nowMs)
    },
    leave(backend) {
      members.delete(backend)
      queue.out(backend)
    },
    inFlight(backend) {
      const busy = servers - queue.free(backend)
      return members.has(backend) ? busy + queue.waiting / members.size : busy
    },
    sent: backend => queue.sent[backend]!,
    takeP99: () => undefined,
  }
}
