import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { LbbenchError } from '../../../errors.js'
import type { Io } from '../../io.js'
import { type Question, questions } from './answers.js'

/** What was typed for each flag. */
export type Typed = Readonly<Record<string, string | undefined>>

/** Whether somebody sits here who could be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin?.isTTY === true && stderr.isTTY === true
}

/**
 * Asks for what no flag says, a question a line; Enter takes the usual. An answer that is wrong is asked for again.
 * @throws LbbenchError INTERRUPTED at Ctrl-C and Ctrl-D
 */
export async function ask(typed: Typed, { stdin, stderr, signal }: Io): Promise<Typed> {
  const gone = new AbortController()
  const lines = createInterface({ input: stdin!, output: writable(stderr), terminal: true })
  const leave = (): void => gone.abort(stopped())
  for (const event of ['close', 'SIGINT']) lines.on(event, leave)
  const until = AbortSignal.any([signal, gone.signal])
  try {
    const answers: Record<string, string | undefined> = { ...typed }
    for (const question of questions.filter(({ flag }) => typed[flag] === undefined))
      answers[question.flag] = await answerTo(question, text => lines.question(text, { signal: until }), stderr)
    return answers
  } catch (error) {
    throw until.aborted ? stopped() : error
  } finally {
    lines.off('close', leave)
    lines.close()
  }
}

async function answerTo(
  { asks, usual, read }: Question,
  ask: (text: string) => Promise<string>,
  stderr: Io['stderr'],
): Promise<string> {
  for (;;) {
    const text = (await ask(`${asks} [${usual}] `)).trim() || usual
    try {
      read(text)
      return text
    } catch (error) {
      stderr.write(`  ${(error as Error).message}\n`)
    }
  }
}

/** A line that is edited is written to a stream; ours is less than one. */
function writable(stderr: Io['stderr']): Writable {
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    stderr.write(chunk.toString())
    done()
  }
  return Object.assign(new Writable({ write }), { columns: stderr.columns ?? 80 })
}

function stopped(): LbbenchError {
  return new LbbenchError('INTERRUPTED', 'stopped by the user; nothing is written')
}
