import { Worker } from 'node:worker_threads'
import { LbbenchError } from '../errors.js'
import { newBeat } from '../own/beat.js'
import { lostThread } from '../own/lost-thread.js'
import { mostMemoryMb } from '../own/most-memory.js'
import { watchBeat } from '../own/watch-beat.js'
import type { Progress, SimulationJob, SimulationResult, ThreadData, WorkerMessage } from './job.js'

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** A thread that simulates, one job at a time. It keeps no process alive, and is of no use once a job was rejected. */
export class SimulationThread {
  readonly #beat = newBeat()
  // Threads run compiled code, also where this file is not compiled: in a test.
  readonly #worker = new Worker(new URL('../../dist/virtual/worker.js', import.meta.url), {
    workerData: { beat: this.#beat } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  })

  constructor() {
    // Heard by `run` while a job runs; afterwards it is nobody's trial any more, and must not end the program.
    this.#worker.on('error', () => undefined)
    this.#worker.unref()
  }

  /** Rejects with the signal's reason, or with what went wrong: LbbenchError STRATEGY_FAILED where the user's strategy did. */
  run(job: SimulationJob, { signal, onProgress }: RunOptions): Promise<SimulationResult> {
    const worker = this.#worker
    return new Promise<SimulationResult>((resolve, reject) => {
      const lost = (error?: Error): void =>
        settle(() =>
          reject(lostThread(job.source, this.#beat, error, mostMemoryMb) ?? new Error('the simulation was stopped')),
        )
      const stop = (): void => settle(() => reject(signal.reason))
      const ended = (): void => lost()
      const hear = (message: WorkerMessage): void => {
        if (message.kind === 'progress') onProgress?.(message.progress)
        else if (message.kind === 'done') settle(() => resolve(message.result))
        else settle(() => reject(failureOf(message)))
      }
      const unwatch = job.source && watchBeat(this.#beat, job.source, fault => settle(() => reject(fault)))
      const settle = (how: () => void): void => {
        unwatch?.()
        worker.off('message', hear).off('error', lost).off('exit', ended).unref()
        signal.removeEventListener('abort', stop)
        how()
      }
      worker.on('message', hear).on('error', lost).on('exit', ended).ref()
      signal.addEventListener('abort', stop, { once: true })
      worker.postMessage(job)
    })
  }

  /** Stops it, whatever it is doing; settles when it is gone. */
  terminate(): Promise<unknown> {
    return this.#worker.terminate()
  }
}

function failureOf({ code, message, hint, stack }: Extract<WorkerMessage, { kind: 'failed' }>): Error {
  const error = code === undefined ? new Error(message) : new LbbenchError(code, message, hint)
  error.stack = stack
  return error
}
