import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import type { Io } from '../io.js'
import { questions, readAnswers } from './scenario/answers.js'
import { ask, canAsk, type Typed } from './scenario/ask.js'
import { liveTime } from './scenario/run-section.js'
import { scenarioText } from './scenario/scenario-text.js'
import { schemaReference } from './scenario/schema-reference.js'
import { writeNew } from './write-new.js'

const usualFile = 'lbbench.yaml'

/**
 * Writes a scenario to begin with, every line explained.
 * @param typed flags of the answers; what is left out is asked for where somebody sits here, unless `yes`
 * @returns what to do next
 * @throws LbbenchError USAGE where the file is there or an answer is wrong; INTERRUPTED
 */
export async function initScenario(
  file: string | undefined,
  { typed, yes }: { readonly typed: Typed; readonly yes: boolean },
  io: Io,
): Promise<string> {
  const path = file ?? usualFile
  checkFile(path, io)
  const given = readAnswers(typed)
  const answers = yes || !canAsk(io) ? given : readAnswers(await ask(typed, io))
  const schema = schemaReference(dirname(resolve(io.cwd, path)))
  await writeNew(path, scenarioText(answers, { file: path, schema }), io)
  return nextSteps(path, liveTime(answers))
}

/** Before anything is asked. */
function checkFile(path: string, { cwd }: Io): void {
  if (!/\.ya?ml$/.test(path))
    throw new LbbenchError(
      'USAGE',
      `init scenario: ${path} must end in .yaml`,
      `e.g. lbbench init scenario ${path}.yaml`,
    )
  if (!existsSync(resolve(cwd, path))) return
  const hint = `change it, or write another one: lbbench init scenario other.yaml; "lbbench check ${path}" says what it describes`
  throw new LbbenchError('USAGE', `${path} is there already`, hint)
}

function nextSteps(path: string, live: string): string {
  const steps = [
    ['', 'change the lines marked "<--" in it; the others are explained where they stand'],
    [`lbbench check ${path}`, 'is it right, and what does it say?'],
    [`lbbench compare ${path} --engine virtual`, 'simulated, in seconds'],
    [`lbbench compare ${path}`, `live, with real HTTP, ${live}`],
  ] as const
  const width = Math.max(...steps.map(([command]) => command.length))
  const line = ([command, what]: (typeof steps)[number], i: number): string =>
    `  ${i + 1}. ${command === '' ? what : `${command.padEnd(width)}  ${what}`}\n`
  return `${path} is written; next:\n${steps.map(line).join('')}`
}

/** Flags of the answers, as typed. */
export function typedAnswers(args: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(questions.map(({ flag }) => [flag, args[flag] as string | undefined]))
}
