import { parentPort } from 'node:worker_threads'

/**
 * The thread behind `CpuBurner`: work in turns of 5 ms (CPython's switch interval) over all requests it holds.
 * Work is counted in loop iterations, not in time, so that a contended core makes a request slower, as in real life.
 */
const switchIntervalMs = 5

interface Burn {
  readonly id: number
  cpuMs: number
}

const queue: Burn[] = []
let sink = 1
const iterationsPerMs = calibrate()

parentPort!.on('message', (burn: Burn) => {
  queue.push(burn)
  if (queue.length === 1) setImmediate(turn)
})
parentPort!.postMessage(0)

/** One turn of the first request; newly arrived ones are heard of between turns. */
function turn(): void {
  const burn = queue.shift()!
  const sliceMs = Math.min(burn.cpuMs, switchIntervalMs)
  spin(sliceMs * iterationsPerMs)
  burn.cpuMs -= sliceMs
  if (burn.cpuMs > 0) queue.push(burn)
  else parentPort!.postMessage(burn.id)
  if (queue.length > 0) setImmediate(turn)
}

/** The fastest of ten goes: the others were disturbed. Iterations in one ms of an undisturbed core. */
function calibrate(): number {
  const probe = 200_000
  spin(probe)
  const times = Array.from({ length: 10 }, () => {
    const start = performance.now()
    spin(probe)
    return performance.now() - start
  })
  return probe / Math.min(...times)
}

function spin(iterations: number): void {
  let x = sink
  for (let i = 0; i < iterations; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0
  sink = x | 1
}
