import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { LbbenchError } from '../errors.js'
import { builtInFault } from '../own/fault.js'
import { printToStderr } from '../own/print-to-stderr.js'
import { strategyOf } from '../own/strategy-of.js'
import type { SimulationJob, ThreadData, WorkerMessage } from './job.js'
import { runJob } from './run-job.js'

/** Main of a thread that simulates: one job at a time. */

// The way of a request is one long chain of small functions. V8 by default inlines 920 bytes of bytecode into one function
// and then stops; with room for the whole chain a request costs a quarter less. Changes no result.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000')

const { beat } = workerData as ThreadData
printToStderr()
const tell = (message: WorkerMessage): void => parentPort!.postMessage(message)

parentPort!.on('message', (job: SimulationJob) => void run(job))

async function run(job: SimulationJob): Promise<void> {
  try {
    beat.fill(0)
    const own = job.source && (await strategyOf(job.source, beat))
    const result = runJob(job, progress => tell({ kind: 'progress', progress }), own)
    // What the user's strategy put off till later comes to light before the trial counts.
    if (own !== undefined) await turn()
    tell({ kind: 'done', result })
  } catch (error) {
    tell(failure(error, job))
  }
}

function failure(error: unknown, { strategy }: SimulationJob): WorkerMessage {
  const known = error instanceof LbbenchError ? error : builtInFault(error, strategy)
  const { message, stack = message } = known ?? (error as Error)
  return { kind: 'failed', code: known?.code, message, stack, ...(known?.hint !== undefined && { hint: known.hint }) }
}
