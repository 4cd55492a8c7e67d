import { setMaxListeners } from 'node:events'
import { Worker } from 'node:worker_threads'
import { LbbenchError } from '../errors.js'
import type { Progress, SimulationJob, SimulationResult, WorkerMessage } from './job.js'

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Threads that simulate, as many as asked for, each one job at a time; further jobs wait their turn, first come first
 * served. A thread is started when it is needed first, and keeps no process alive. Which thread runs a job changes nothing.
 */
export class SimulationPool {
  readonly #size: number
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  readonly #ending = new Set<Promise<unknown>>()
  readonly #waiting: { resolve(worker: Worker): void; reject(reason: Error): void }[] = []

  /** @param size e.g. the number of cores */
  constructor(size: number) {
    this.#size = size
  }

  /** Rejects with the signal's reason, at once, or with what went wrong in the simulation. */
  async run(job: SimulationJob, { signal, onProgress }: RunOptions): Promise<SimulationResult> {
    signal.throwIfAborted()
    // One signal stops all jobs, and Node warns of a leak from eleven listeners on.
    setMaxListeners(0, signal)
    const worker = await this.#take(signal)
    if (signal.aborted) {
      this.#release(worker)
      throw signal.reason
    }
    try {
      const result = await answerOf(worker, job, signal, onProgress)
      this.#release(worker)
      return result
    } catch (error) {
      this.#replace(worker)
      throw error
    }
  }

  /** Stops all threads at once; whatever runs or waits is rejected. When this settles no thread is left. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the simulation was stopped'))
    await Promise.all([...this.#all].map(worker => worker.terminate()))
    await Promise.all(this.#ending)
  }

  #take(signal: AbortSignal): Worker | Promise<Worker> {
    return this.#idle.pop() ?? (this.#all.size === this.#size ? this.#nextFree(signal) : this.#start())
  }

  /** Who stops waiting leaves the queue, so that no thread is started for it. */
  #nextFree(signal: AbortSignal): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(place), 1)
        reject(signal.reason)
      }
      const called = (): void => signal.removeEventListener('abort', leave)
      const place = {
        resolve: (worker: Worker): void => {
          called()
          resolve(worker)
        },
        reject: (reason: Error): void => {
          called()
          reject(reason)
        },
      }
      this.#waiting.push(place)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  #release(worker: Worker): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(worker)
    else next.resolve(worker)
  }

  /** A thread that was stopped in mid-job is gone; who waits gets a new one. */
  #replace(worker: Worker): void {
    this.#all.delete(worker)
    const ending = worker.terminate().finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
    this.#waiting.shift()?.resolve(this.#start())
  }

  #start(): Worker {
    // Threads run compiled code, also where this file is not compiled: in a test.
    const worker = new Worker(new URL('../../dist/virtual/worker.js', import.meta.url))
    worker.unref()
    this.#all.add(worker)
    return worker
  }
}

function answerOf(
  worker: Worker,
  job: SimulationJob,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<SimulationResult> {
  return new Promise<SimulationResult>((resolve, reject) => {
    const stop = (): void => settle(() => reject(signal.reason))
    const died = (error: Error): void => settle(() => reject(error))
    const stopped = (): void => settle(() => reject(new Error('the simulation was stopped')))
    const hear = (message: WorkerMessage): void => {
      if (message.kind === 'progress') onProgress?.(message.progress)
      else if (message.kind === 'done') settle(() => resolve(message.result))
      else settle(() => reject(failureOf(message)))
    }
    const settle = (how: () => void): void => {
      worker.off('message', hear).off('error', died).off('exit', stopped).unref()
      signal.removeEventListener('abort', stop)
      how()
    }
    worker.on('message', hear).on('error', died).on('exit', stopped).ref()
    signal.addEventListener('abort', stop, { once: true })
    worker.postMessage(job)
  })
}

function failureOf({ code, message, stack }: Extract<WorkerMessage, { kind: 'failed' }>): Error {
  const error = code === undefined ? new Error(message) : new LbbenchError(code, message)
  error.stack = stack
  return error
}
