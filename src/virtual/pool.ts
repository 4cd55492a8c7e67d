import { setMaxListeners } from 'node:events'
import type { SimulationJob, SimulationResult } from './job.js'
import { type RunOptions, SimulationThread } from './thread.js'

/**
 * Threads that simulate, as many as asked for, each one job at a time; further jobs wait their turn, first come first
 * served. A thread is started when it is needed first, and keeps no process alive. Which thread runs a job changes nothing.
 */
export class SimulationPool {
  readonly #size: number
  readonly #idle: SimulationThread[] = []
  readonly #all = new Set<SimulationThread>()
  readonly #ending = new Set<Promise<unknown>>()
  readonly #waiting: { resolve(thread: SimulationThread): void; reject(reason: Error): void }[] = []

  /** @param size e.g. the number of cores */
  constructor(size: number) {
    this.#size = size
  }

  /** Rejects with the signal's reason, at once, or with what went wrong in the simulation. */
  async run(job: SimulationJob, options: RunOptions): Promise<SimulationResult> {
    const { signal } = options
    signal.throwIfAborted()
    // One signal stops all jobs, and Node warns of a leak from eleven listeners on.
    setMaxListeners(0, signal)
    const thread = await this.#take(signal)
    if (signal.aborted) {
      this.#release(thread)
      throw signal.reason
    }
    try {
      const result = await thread.run(job, options)
      // Whatever a strategy of the user's left running there must not meet anybody else's trial.
      if (job.source === undefined) this.#release(thread)
      else this.#replace(thread)
      return result
    } catch (error) {
      this.#replace(thread)
      throw error
    }
  }

  /** Stops all threads at once; whatever runs or waits is rejected. When this settles no thread is left. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the simulation was stopped'))
    await Promise.all([...this.#all].map(thread => thread.terminate()))
    await Promise.all(this.#ending)
  }

  #take(signal: AbortSignal): SimulationThread | Promise<SimulationThread> {
    return this.#idle.pop() ?? (this.#all.size === this.#size ? this.#nextFree(signal) : this.#start())
  }

  /** Who stops waiting leaves the queue, so that no thread is started for it. */
  #nextFree(signal: AbortSignal): Promise<SimulationThread> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(place), 1)
        reject(signal.reason)
      }
      const called = (): void => signal.removeEventListener('abort', leave)
      const place = {
        resolve: (thread: SimulationThread): void => {
          called()
          resolve(thread)
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

  #release(thread: SimulationThread): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(thread)
    else next.resolve(thread)
  }

  /** A thread that was stopped in mid-job, or is not to be trusted any more, is gone; who waits gets a new one. */
  #replace(thread: SimulationThread): void {
    this.#all.delete(thread)
    const ending = thread.terminate().finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
    this.#waiting.shift()?.resolve(this.#start())
  }

  #start(): SimulationThread {
    const thread = new SimulationThread()
    this.#all.add(thread)
    return thread
  }
}
