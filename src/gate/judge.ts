import { formatMetric } from '../results/format-metric.js'
import { storedKey } from '../results/metric-key.js'
import type { Evidence, Judgement, Results, Verdict } from '../results/results.js'
import { holm } from '../stats/holm.js'
import { intervalOf, pBeyond } from '../stats/inference.js'
import { atLeastNote, judgedAtLeast, notSeen } from './at-least.js'
import type { EarlierRuns } from './baseline/earlier-runs.js'
import { type Cell, type Claim, claimsOf, everybody } from './claims.js'
import { alarmLevel, decide, verdictWords } from './decide.js'
import { findingOf } from './finding.js'
import { complies, type Gate } from './gate.js'
import { type Finding, isSettled, label, type Measured } from './measured.js'
import { unfinished } from './trust.js'

export interface JudgeOptions {
  /** Earlier runs that gates on "baseline" are held against. */
  readonly baseline?: EarlierRuns | undefined
}

/**
 * Judges gates; one that names no candidate gives a verdict for each. Verdicts are in the order of gates and candidates.
 * A gate on a candidate that was stopped fails: its strategy cannot be relied on. On a run that ended early every gate is invalid: what is missing may be what would have failed.
 */
export function judge(gates: readonly Gate[], results: Results, { baseline }: JudgeOptions = {}): Verdict[] {
  const reason = unfinished(results)
  if (reason !== undefined)
    return gates.map(({ text }) => ({ gate: text.trim(), judgement: 'invalid', reason, evidence: null }))
  const claims = gates.flatMap(gate => orNobody(gate, claimsOf(gate, results, heldBy(baseline))))
  const cases = claims.map(claim => ({ claim, findings: claim.cells.map(cell => findingOf(cell, results, baseline)) }))
  const adjusted = correct(cases.map(violationP), results.intervals.looks)
  return cases.flatMap((one, i) => {
    const judged = verdict(one, { confidence: results.intervals.confidence, pAdjusted: adjusted[i]! })
    return one.claim.onlyIfTold && judged.judgement === 'inconclusive' ? [] : [judged]
  })
}

/** A gate that is about nobody was asked for all the same, and gets a verdict. */
function orNobody({ text, onlyIfTold = false }: Gate, claims: readonly Claim[]): readonly Claim[] {
  return claims.length > 0 || onlyIfTold ? claims : [{ gate: text.trim(), any: true, onlyIfTold, cells: [] }]
}

/** Candidates that "all" means where it is about a baseline: not the control, which is what the others are held against. */
export function heldBy(baseline: EarlierRuns | undefined): string[] {
  const newest = baseline?.runs.at(-1)
  if (newest === undefined) return []
  const isVirtual = (id: string): boolean => newest.candidates.some(one => one.id === id && one.world === 'virtual')
  return everybody(newest).filter(id => id !== baseline?.control || isVirtual(id))
}

/** A claim, and what is known of each of its cells. */
interface Case {
  readonly claim: Claim
  readonly findings: readonly Finding[]
}

interface Doubt {
  readonly confidence: number
  readonly pAdjusted: number | null
}

/**
 * How likely this is if nothing were violated; null where chance has no part in it. A claim on any fails only if all fail, which is as
 * likely as the likeliest: what is settled, or exact, is certain.
 */
function violationP({ claim, findings }: Case): number | null {
  const ps = findings.map((finding, i) => (isSettled(finding) ? null : pOf(finding, claim.cells[i]!)))
  if (ps.every(p => p === null)) return null
  const certain = (i: number): number => (isViolated(findings[i]!, claim.cells[i]!) ? 0 : 1)
  return Math.max(...ps.map((p, i) => p ?? certain(i)))
}

function isViolated(finding: Finding, { operator }: Cell): boolean {
  return isSettled(finding) ? finding.judgement === 'fail' : !complies(finding.inference.value, operator, finding.limit)
}

function pOf({ inference, limit }: Measured, { operator }: Cell): number | null {
  return pBeyond(inference, operator.startsWith('<') ? 'above' : 'below', limit)
}

/** Over all claims that chance has a part in. */
function correct(ps: readonly (number | null)[], looks: number): (number | null)[] {
  const adjusted = holm(ps.filter(p => p !== null)).map(p => Math.min(1, looks * p))
  return ps.map(p => (p === null ? null : adjusted.shift()!))
}

function verdict({ claim, findings }: Case, doubt: Doubt): Verdict {
  if (!claim.any) return { gate: claim.gate, ...cellVerdict(claim.cells[0]!, findings[0]!, doubt) }
  // Whoever may pick one of several has as many chances to pass by luck: each gets its part of them (Bonferroni).
  const confidence = 1 - (1 - doubt.confidence) / Math.max(1, findings.length)
  const verdicts = findings.map((finding, i) => cellVerdict(claim.cells[i]!, finding, { ...doubt, confidence }))
  return { gate: claim.gate, ...anyOf(verdicts) }
}

type CellVerdict = Omit<Verdict, 'gate'>

/** The first that passes; else the first of those that leave it open; else all failed, or could not be judged. */
function anyOf(verdicts: readonly CellVerdict[]): CellVerdict {
  const first = (wanted: Judgement): CellVerdict | undefined => verdicts.find(({ judgement }) => judgement === wanted)
  const passed = first('pass')
  if (passed !== undefined) return passed
  const all = verdicts.map(({ reason }) => reason).join('; ')
  if (verdicts.length > 0 && verdicts.every(({ judgement }) => judgement === 'fail'))
    return { ...verdicts[0]!, reason: `none does: ${all}` }
  const open = first('inconclusive')
  if (open !== undefined) return { ...open, reason: `none is shown to: ${all}` }
  return { judgement: 'invalid', reason: all || 'there is no candidate to hold it against', evidence: null }
}

function cellVerdict(cell: Cell, finding: Finding, doubt: Doubt): CellVerdict {
  const { left, operator } = cell
  if (isSettled(finding)) return { ...finding, evidence: null }
  const { inference, kind, limit, say, atLeast } = finding
  const estimate = intervalOf(inference, doubt.confidence)
  const decided = decide(inference, operator, limit, doubt)
  const judgement = atLeast === undefined ? decided : judgedAtLeast(decided, operator, atLeast)
  const beyond = [estimate.low, estimate.high].every(end => end !== null && !complies(end, operator, limit))
  const p = pOf(finding, { left, operator, limit: { kind: 'number', value: limit } })
  const evidence: Evidence = {
    candidate: left.candidate,
    ...storedKey(left.metric),
    kind,
    estimate,
    operator,
    limit,
    p,
    pAdjusted: doubt.pAdjusted,
  }
  const { pAdjusted } = doubt
  const doubted = judgement === 'inconclusive' && beyond && pAdjusted !== null
  const unsure = doubted
    ? ` (p = ${Number(pAdjusted.toPrecision(2))} over all gates; it takes ${alarmLevel} to fail)`
    : ''
  const open = judgement === 'fail' && decided !== 'fail'
  const words = verdictWords(judgement, operator, { beyond, open })
  // The value is how long it was looked for, and may well comply: that is not what it fails for.
  if (open && atLeast !== undefined && cell.limit.kind === 'number')
    return {
      judgement,
      reason: `${label(left)} was ${notSeen(atLeast)}; it ${words} ${formatMetric(left.metric, limit)}`,
      evidence,
    }
  const note = atLeast === undefined ? '' : atLeastNote(atLeast)
  return { judgement, reason: say(words, estimate) + unsure + note, evidence }
}
