import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type ErrorCode, LbbenchError } from '../errors.js'
import type { StrategySource } from '../strategies/source.js'
import { type Beat, newBeat } from './beat.js'
import { lostThread } from './lost-thread.js'
import { mostMemoryMb } from './most-memory.js'
import { printToStderr } from './print-to-stderr.js'
import { watchBeat } from './watch-beat.js'

/** What a thread is asked, all plain data. */
export interface Asked<Question> {
  /** Main of the thread, relative to `dist/`, e.g. "own/inspect-thread.js". */
  readonly module: string
  readonly question: Question
  /** Whose code runs there: it is named where the thread blocks, ends, or uses up its memory. */
  readonly source: StrategySource
  readonly signal: AbortSignal
  /** Hears what the thread notes on its way. */
  readonly noted?: (note: never) => void
}

type Message =
  | { readonly kind: 'note'; readonly note: unknown }
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined }

/**
 * Runs somebody's code in a thread of its own, where it can be stopped, and resolves to what comes of it.
 * Rejects with the thread's LbbenchError, with STRATEGY_FAILED where it does not come back, or with the signal's reason.
 */
export async function askThread<Answer, Question>(asked: Asked<Question>): Promise<Answer> {
  asked.signal.throwIfAborted()
  const beat = newBeat()
  const worker = new Worker(new URL(`../../dist/${asked.module}`, import.meta.url), {
    workerData: { beat, question: asked.question },
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  })
  let unwatch = (): void => undefined
  let stop = (): void => undefined
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const lost = (error?: Error): void => reject(lostThread(asked.source, beat, error, mostMemoryMb))
      stop = () => reject(asked.signal.reason)
      asked.signal.addEventListener('abort', stop, { once: true })
      unwatch = watchBeat(beat, asked.source, reject)
      worker.on('error', lost).on('exit', () => lost())
      worker.on('message', (message: Message) => {
        if (message.kind === 'note') asked.noted?.(message.note as never)
        else if (message.kind === 'answer') resolve(message.value as Answer)
        else reject(new LbbenchError(message.code, message.message, message.hint))
      })
    })
  } finally {
    unwatch()
    asked.signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

/** Main of such a thread. An error that is no LbbenchError is a defect, or the user's: it ends the thread. */
export function answerThread<Question>(
  answer: (question: Question, beat: Beat, note: (note: unknown) => void) => Promise<unknown>,
): void {
  if (isMainThread) return
  printToStderr()
  const { beat, question } = workerData as { readonly beat: Beat; readonly question: Question }
  const tell = (message: Message): void => parentPort!.postMessage(message)
  answer(question, beat, note => tell({ kind: 'note', note })).then(
    value => tell({ kind: 'answer', value }),
    (error: unknown) => {
      if (!(error instanceof LbbenchError)) throw error
      tell({ kind: 'failed', code: error.code, message: error.message, hint: error.hint })
    },
  )
}
