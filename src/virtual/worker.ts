import { setFlagsFromString } from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { LbbenchError } from '../errors.js'
import type { SimulationJob, WorkerMessage } from './job.js'
import { runJob } from './run-job.js'

/** Main of a thread that simulates: one job at a time. */

// The way of a request is one long chain of small functions. V8 by default inlines 920 bytes of bytecode into one function
// and then stops; with room for the whole chain a request costs a quarter less. Changes no result.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000')

const tell = (message: WorkerMessage): void => parentPort!.postMessage(message)

parentPort!.on('message', (job: SimulationJob) => {
  try {
    tell({ kind: 'done', result: runJob(job, progress => tell({ kind: 'progress', progress })) })
  } catch (error) {
    const { message, stack = message } = error as Error
    tell({ kind: 'failed', code: error instanceof LbbenchError ? error.code : undefined, message, stack })
  }
})
