import { LbbenchError } from '../../../errors.js'
import { didYouMean } from '../../../nearest.js'
import { parseCount, parseDuration, parseRate } from '../../../units.js'

/** What can go wrong in a first scenario. */
export const faults = ['none', 'crash', 'gray', 'deploy'] as const
export type Fault = (typeof faults)[number]

/** What a first scenario has to know. */
export interface Answers {
  readonly backends: number
  readonly ratePerSecond: number
  readonly latencyMs: number
  readonly fault: Fault
}

/** One thing to know: how it is asked, its flag, and what is taken where nobody answers. */
export interface Question<Key extends keyof Answers = keyof Answers> {
  readonly key: Key
  readonly flag: string
  readonly asks: string
  readonly usual: string
  /** @throws Error with a sentence about what is wrong */
  read(text: string): Answers[Key]
}

/** All of them, in the order they are asked; no more than four, for every one is in the file to be changed. */
export const questions: readonly Question[] = [
  {
    key: 'backends',
    flag: 'backends',
    asks: 'How many servers are behind the balancer?',
    usual: '4',
    read: text => within(parseCount(text), 2, 1000, 'servers'),
  },
  {
    key: 'ratePerSecond',
    flag: 'rate',
    asks: 'How many requests a second come in?',
    usual: '200/s',
    read: text => within(parseRate(text), 1, 1e6, 'requests a second'),
  },
  {
    key: 'latencyMs',
    flag: 'latency',
    asks: 'How long does a server take for one request, on average?',
    usual: '20ms',
    read: text => within(parseDuration(text), 0.1, 10_000, 'ms'),
  },
  {
    key: 'fault',
    flag: 'fault',
    asks: `What goes wrong meanwhile: ${faults.join(', ')}?`,
    usual: 'none',
    read: readFault,
  },
]

/**
 * The answers, from what was typed for each flag; what is left out is usual.
 * @throws LbbenchError USAGE that names the flag
 */
export function readAnswers(typed: Readonly<Record<string, string | undefined>>): Answers {
  const read = ({ key, flag, usual, read }: Question): readonly [string, unknown] => {
    try {
      return [key, read(typed[flag] ?? usual)]
    } catch (error) {
      const hint = `e.g. --${flag} ${usual}`
      throw new LbbenchError('USAGE', `init scenario: --${flag} ${typed[flag]}: ${(error as Error).message}`, hint)
    }
  }
  return Object.fromEntries(questions.map(read)) as unknown as Answers
}

function within(value: number, least: number, most: number, what: string): number {
  if (value >= least && value <= most) return value
  throw new Error(`it takes ${least} to ${most.toLocaleString('en')} ${what}`)
}

function readFault(text: string): Fault {
  const fault = faults.find(known => known === text.trim().toLowerCase())
  if (fault !== undefined) return fault
  throw new Error(`it knows ${faults.join(', ')}${didYouMean(text, faults)}`)
}
