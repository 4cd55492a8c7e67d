import type { DecisionLog } from './baseline.js'
import { type FirstDifference, firstDifference } from './first-difference.js'

/** A round in which two sides, on the same requests, do not decide alike. */
export interface PartedRound {
  /** `somewhere` where decisions were not kept, but their digests. */
  readonly difference: FirstDifference | 'somewhere'
  /** Of the later side. */
  readonly log: DecisionLog
}

/** One, or none where both decide alike. @throws LbbenchError RESULTS_FILE where a log is damaged */
export function partedRound(before: DecisionLog, after: DecisionLog): PartedRound[] {
  const difference = firstDifference(before, after)
  return difference === 'alike' ? [] : [{ difference, log: after }]
}

/** When a request of a round is due and whose it is, "due 1.234 s, client 10.0.0.7"; undefined where nobody knows. */
export type RequestText = (seed: number, row: number) => string | undefined

/** What a sentence about a parting needs to know. */
export interface Telling {
  readonly backends: readonly { readonly name: string }[]
  /** The later side, e.g. "./mine.ts". */
  readonly after: string
  /** The earlier one, e.g. "the baseline". */
  readonly before: string
  readonly requestText: RequestText
}

/** "./mine.ts differs from the baseline since request 57 of round 1 (due 0.231 s, client 10.0.0.7): b3 instead of b1"; rows count from 0. */
export function partingText({ difference, log }: PartedRound, telling: Telling): string {
  const round = `round ${log.round + 1}`
  const differs = `${telling.after} differs from ${telling.before}`
  if (difference === 'somewhere')
    return `${differs} somewhere in ${round}: it is too large to keep decisions; \`compare --trace FILE\` of both and \`lbbench diff\` name the request`
  const about = telling.requestText(log.seed, difference.row)
  const request = `request ${difference.row} of ${round}${about === undefined ? '' : ` (${about})`}`
  return `${differs} since ${request}: ${choiceText(difference, telling)}`
}

/** "b instead of a"; where they do not decide on the same try of the same request, what each does. */
function choiceText({ before, after, row }: FirstDifference, telling: Telling): string {
  const name = (index: number): string => telling.backends[index]?.name ?? `backend ${index}`
  if (before !== undefined && after !== undefined && before.row === after.row && before.attempt === after.attempt)
    return `${name(after.backend)} instead of ${name(before.backend)}${after.attempt === 1 ? '' : ` on try ${after.attempt}`}`
  const told = (decision: FirstDifference['after']): string => {
    if (decision === undefined) return 'goes nowhere any more'
    const what = decision.row === row ? '' : `is not decided on before request ${decision.row}`
    return what || `goes to ${name(decision.backend)} on try ${decision.attempt}`
  }
  return `it ${told(after)}, and in ${telling.before} it ${told(before)}`
}

/** What a candidate decided on the requests of a seed; undefined where nobody kept it. */
export function logOf(logs: readonly DecisionLog[], candidate: string, seed: number): DecisionLog | undefined {
  return logs.find(log => log.candidate === candidate && log.seed === seed)
}

/** "1 round", "2 rounds". */
export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
