import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Burns real CPU for simulated requests: one thread a worker process, so two workers burn on two cores while the threads
 * of one worker take turns, as Python's do under the global interpreter lock.
 */
export class CpuBurner {
  readonly #threads: readonly Worker[]
  readonly #finished = new Map<number, () => void>()
  #lastId = 0

  private constructor(threads: readonly Worker[]) {
    this.#threads = threads
    for (const thread of threads) thread.on('message', (id: number) => this.#ended(id))
  }

  /** Starts and calibrates the threads, one after the other so that they do not disturb each other's calibration. */
  static async start(workers: number): Promise<CpuBurner> {
    const threads: Worker[] = []
    for (let i = 0; i < workers; i++) {
      const thread = new Worker(new URL('./cpu-burner-thread.js', import.meta.url))
      await once(thread, 'message')
      thread.unref()
      threads.push(thread)
    }
    return new CpuBurner(threads)
  }

  /** Burns as much work as takes `cpuMs` on an idle core, then calls `finished`; on a busy core it takes longer. */
  burn(worker: number, cpuMs: number, finished: () => void): void {
    const id = ++this.#lastId
    this.#finished.set(id, finished)
    this.#threads[worker]!.postMessage({ id, cpuMs })
  }

  #ended(id: number): void {
    const finished = this.#finished.get(id)
    this.#finished.delete(id)
    finished?.()
  }
}
