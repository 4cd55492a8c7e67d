import type { CandidateResult, Judgement, Results, RoundResult, Verdict } from '../results/results.js'
import type { Baseline, DecisionLog } from './baseline.js'
import { movedMetrics, movesText } from './moved-metrics.js'
import { counted, logOf, type PartedRound, partedRound, partingText, type RequestText } from './parting.js'

export interface Deciding {
  readonly results: Results
  /** Of these results. */
  readonly decisions: readonly DecisionLog[]
  readonly baseline: Baseline
  readonly requestText: RequestText
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
  const parted = logs.flatMap(({ before, after }) => (before && after ? partedRound(before, after) : []))
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

function alike({ id }: CandidateResult, logs: readonly DecisionLog[], { before, after }: Common): Judged {
  const decisions = logs.reduce((sum, log) => sum + log.decisions, 0)
  const moved = movedMetrics(before, after)
  const same = `${id} decides as in the baseline: the same ${decisions} decisions in ${counted(after.length, 'round')}`
  // A version of lbbench that counts or serves otherwise.
  const rest = moved.length === 0 ? ', and every metric is the same' : `; yet ${movesText(before, after)}`
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
  readonly parted: readonly PartedRound[]
  readonly rounds: number
  readonly common: Common
}

function parts(
  { id }: CandidateResult,
  { parted, rounds, common }: Parted,
  { results, requestText }: Deciding,
): Judged {
  const where = partingText(parted[0]!, {
    backends: results.scenario.backends,
    after: id,
    before: 'the baseline',
    requestText,
  })
  const many = rounds === 1 ? '' : ` (in ${parted.length} of ${rounds} rounds)`
  return { judgement: 'fail', reason: `${where}; ${movesText(common.before, common.after)}${many}` }
}
