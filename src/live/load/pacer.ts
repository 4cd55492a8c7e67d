import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Rings once the time of each row has come, in order. */
export interface Pacer {
  /** Resolves once the thread is up, which takes some 30 ms. */
  readonly ready: Promise<void>
  /**
   * Starts at `zeroAt`, on the clock of `process.hrtime`, ms; rows already due ring at once.
   * `due(rows)`: rows 0 .. rows - 1 are due now. `broken`: the thread died.
   */
  start(zeroAt: number, due: (rows: number) => void, broken: (error: Error) => void): void
  /** Ends the thread. May be called twice. */
  stop(): Promise<void>
}

/**
 * A thread that sleeps on a futex until the next row is due, then wakes us. Timers of Node are whole milliseconds on
 * a cached clock. Lateness at 500 rows/s on an idle 2-core machine, mean / p99, and CPU a row: setTimeout 0.56 / 1.1
 * ms, 55 us; setTimeout finished with setImmediate 0.02 / 0.14 ms, 430 us; this thread 0.12 / 0.25 ms, 60 us (at 2000
 * rows/s 0.09 / 0.17 ms, 35 us).
 * @param dueMs ascending, ms from zero
 */
export function createPacer(dueMs: Float64Array): Pacer {
  const schedule = new SharedArrayBuffer(dueMs.byteLength)
  new Float64Array(schedule).set(dueMs)
  const signals = new Int32Array(new SharedArrayBuffer(8))
  const thread = new Worker(threadSource, { eval: true, workerData: { schedule, signals } })
  // Until it rings nobody needs it: a generator that was made and never run must not hold the process.
  thread.unref()
  const ready = Promise.race([once(thread, 'online'), once(thread, 'exit')]).then(() => {})
  return {
    ready,
    start(zeroAt, due, broken) {
      thread.ref()
      thread.on('error', broken)
      thread.on('message', () => {
        // Before reading the count: a row that comes due in between rings again instead of being forgotten.
        Atomics.store(signals, rung, 0)
        due(Atomics.load(signals, dueRows))
      })
      thread.postMessage(zeroAt)
    },
    async stop() {
      await thread.terminate()
    },
  }
}

const rung = 0
const dueRows = 1

/**
 * Text, so that it runs as it is from sources and from the build alike (a Worker cannot load TypeScript).
 * It rings no second time while a ring is unheard: at high rates one message serves several rows.
 */
const threadSource = `
const { parentPort, workerData } = require('node:worker_threads')
const due = new Float64Array(workerData.schedule)
const signals = workerData.signals
const bed = new Int32Array(new SharedArrayBuffer(4))
const nowMs = () => Number(process.hrtime.bigint()) / 1e6
parentPort.once('message', zeroAt => {
  for (let row = 0; row < due.length; ) {
    const waitMs = zeroAt + due[row] - nowMs()
    if (waitMs > 0) { Atomics.wait(bed, 0, 0, waitMs); continue }
    const elapsedMs = nowMs() - zeroAt
    while (row < due.length && due[row] <= elapsedMs) row++
    Atomics.store(signals, ${dueRows}, row)
    if (Atomics.exchange(signals, ${rung}, 1) === 0) parentPort.postMessage(0)
  }
})
`
