import { parentPort, workerData } from 'node:worker_threads'
import { monotonicMs } from '../clock.js'

/**
 * The thread behind `PreciseTimer`. It sleeps in `Atomics.wait`, whose time-out the kernel keeps to some 50 us where the
 * event loop's timers are whole milliseconds, and posts one message to the main thread at each deadline.
 * Shared memory: Int32 at 0, the number of times the timer was set; Float64 at 8, the deadline on the monotonic clock.
 */
const shared = workerData as SharedArrayBuffer
const timesSet = new Int32Array(shared, 0, 1)
const deadline = new Float64Array(shared, 8, 1)

for (let fired = 0; ; ) {
  const current = Atomics.load(timesSet, 0)
  if (current === fired) {
    Atomics.wait(timesSet, 0, current)
    continue
  }
  const waitMs = deadline[0]! - monotonicMs()
  if (waitMs > 0 && Atomics.wait(timesSet, 0, current, waitMs) !== 'timed-out') continue
  fired = current
  parentPort!.postMessage(0)
}
