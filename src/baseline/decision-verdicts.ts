import type { CandidateResult, Judgement, Results, RoundResult, Verdict } from '../results/results.js'
import type { Baseline, DecisionLog } from './baseline.js'
import { type FirstDifference, firstDifference } from './first-difference.js'
import { movedMetrics, movesText } from './moved-metrics.js'

export interface Deciding {
  readonly results: Results
  /** Of these results. */
  readonly decisions: readonly DecisionLog[]
  readonly baseline: Baseline
  /** When a request of a round is due and whose it is, "due 1.234 s, client 10.0.0.7"; undefined where nobody knows. */
  readonly requestText: (seed: number, row: number) => string | undefined
  /** Whether a change is wanted, and only told. */
  readonly allowed: boolean
}

/**
 * Whether candidates in virtual time decide as in the baseline: a verdict for each that is in both. Virtual time is exact on any
 * machine, so whatever differs on the same requests is a change of the code, and it is named by the first request it concerns.
 */
export function decisionVerdicts(deciding: Deciding): Verdict[] {
  const { results, baseline, allowed } = deciding
  if (!results.complete) return []
  return results.candidates.flatMap(now => {
    const before = baseline.runs.at(-1)!.candidates.find(({ id }) => id === now.id)
    if (now.world !== 'virtual' || before?.world !== 'virtual') return []
    const { judgement, reason } = judged(now, before, deciding)
    const wanted = allowed && judgement === 'fail'
    const verdict = wanted
      ? { judgement: 'pass' as const, reason: `${reason}; that is allowed` }
      : { judgement, reason }
    return [{ gate: `${now.id} decides as the baseline`, ...verdict, evidence: null }]
  })
}

interface Judged {
  readonly judgement: Judgement
  readonly reason: string
}

/** Rounds on the same requests. */
interface Common {
  readonly before: readonly RoundResult[]
  readonly after: readonly RoundResult[]
}

function judged(now: CandidateResult, then: CandidateResult, deciding: Deciding): Judged {
  const common = commonRounds(then, now)
  const rounds = common.after.length
  if (rounds === 0)
    return { judgement: 'invalid', reason: `no round of ${now.id} in the baseline met the same requests: other seeds` }
  const logs = common.after.map(({ seed }) => ({
    before: logOf(deciding.baseline.decisions, now.id, seed),
    after: logOf(deciding.decisions, now.id, seed),
  }))
  const parted = logs.flatMap(({ before, after }) => {
    const difference = before === undefined || after === undefined ? 'alike' : firstDifference(before, after)
    return difference === 'alike' ? [] : [{ difference, log: after! }]
  })
  if (parted.length > 0) return parts(now, { parted, rounds, common }, deciding)
  const known = logs.every(({ before, after }) => before !== undefined && after !== undefined)
  return known
    ? alike(
        now,
        logs.map(({ after }) => after!),
        common,
      )
    : byMetrics(now, common)
}

function commonRounds(before: CandidateResult, after: CandidateResult): Common {
  const pairs = after.rounds.flatMap(round => {
    const earlier = before.rounds.find(({ seed }) => seed === round.seed)
    return earlier === undefined ? [] : [{ earlier, round }]
  })
  return { before: pairs.map(({ earlier }) => earlier), after: pairs.map(({ round }) => round) }
}

function logOf(logs: readonly DecisionLog[], candidate: string, seed: number): DecisionLog | undefined {
  return logs.find(log => log.candidate === candidate && log.seed === seed)
}

function alike({ id }: CandidateResult, logs: readonly DecisionLog[], { before, after }: Common): Judged {
  const decisions = logs.reduce((sum, log) => sum + log.decisions, 0)
  const moved = movedMetrics(before, after)
  const same = `${id} in virtual time decides as in the baseline: ${decisions} decisions in ${counted(after.length, 'round')}`
  // A version of lbbench that counts or serves otherwise.
  const rest = moved.length === 0 ? ', every metric is the same' : `; yet ${movesText(before, after)}`
  return { judgement: 'pass', reason: same + rest }
}

/** Without decisions on both sides: what decides otherwise for long moves some metric in its last bit. */
function byMetrics({ id }: CandidateResult, { before, after }: Common): Judged {
  const unknown = `the decisions of ${id} were not kept in both runs`
  if (movedMetrics(before, after).length === 0)
    return {
      judgement: 'pass',
      reason: `${unknown}, but every metric of ${counted(after.length, 'round')} is the same`,
    }
  return { judgement: 'fail', reason: `${unknown}, and its metrics moved: ${movesText(before, after)}` }
}

interface Parted {
  readonly parted: readonly { readonly difference: FirstDifference | 'somewhere'; readonly log: DecisionLog }[]
  readonly rounds: number
  readonly common: Common
}

function parts({ id }: CandidateResult, { parted, rounds, common }: Parted, deciding: Deciding): Judged {
  const { difference, log } = parted[0]!
  const many = rounds === 1 ? '' : ` (in ${parted.length} of ${rounds} rounds)`
  const round = `round ${log.round + 1}`
  const where =
    difference === 'somewhere'
      ? `somewhere in ${round}: it is too large to keep decisions; \`compare --trace FILE\` of both and \`lbbench diff\` name the request`
      : `since request ${difference.row} of ${round}${inBrackets(deciding.requestText(log.seed, difference.row))}: ${choiceText(difference, deciding.results)}`
  const moves = movesText(common.before, common.after)
  return { judgement: 'fail', reason: `${id} in virtual time decides differently ${where}; ${moves}${many}` }
}

const inBrackets = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`)
const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** "b instead of a"; where they do not decide on the same try of the same request, what each does. */
function choiceText({ before, after, row }: FirstDifference, { scenario }: Results): string {
  const name = (index: number): string => scenario.backends[index]?.name ?? `backend ${index}`
  if (before !== undefined && after !== undefined && before.row === after.row && before.attempt === after.attempt)
    return `${name(after.backend)} instead of ${name(before.backend)}${after.attempt === 1 ? '' : ` on try ${after.attempt}`}`
  const told = (decision: FirstDifference['after']): string => {
    if (decision === undefined) return 'goes nowhere any more'
    const what = decision.row === row ? '' : ` is not decided on before request ${decision.row}`
    return what || `goes to ${name(decision.backend)} on try ${decision.attempt}`
  }
  return `it ${told(after)}, and in the baseline it ${told(before)}`
}
