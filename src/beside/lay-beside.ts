import type { MetricKey } from '../results/metric-key.js'
import type { Results } from '../results/results.js'
import { confidence, sharedConfidence } from '../stats/student.js'
import type { Beside, Outcome, PairChange, Run } from './beside.js'
import { changeOf, type Measured } from './change-of.js'
import { type Control, chooseControl } from './control.js'
import { differencesBetween } from './differences.js'
import { doubtOf } from './doubts.js'
import { type Candidacy, judgeChanges } from './judge-changes.js'
import { notesOn } from './notes.js'
import { outcomeOf } from './outcome.js'
import type { Pair } from './pair.js'
import { type Partners, partnersOf } from './partners.js'
import { sameNumbers, sameRun } from './same-numbers.js'
import { sameRequests } from './same-requests.js'
import { otherMetrics, testedMetrics } from './tested-metrics.js'

/** What the user said of how to compare. */
export interface BesideOptions {
  /** "before=after": ids of candidates that belong together, though they are not called the same. */
  readonly match: readonly string[]
  /** Id of the control, or "none"; undefined where nobody said. */
  readonly control: string | undefined
}

/**
 * Two results side by side. Rounds of the same requests are paired; p-values of all candidates and tested metrics are corrected
 * together (Holm), so that with 95 % nothing is said to have changed that has not.
 * @throws LbbenchError USAGE, UNKNOWN_NAME where the options name a candidate there is not
 */
export function layBeside(before: Run, after: Run, { match, control: said }: BesideOptions): Beside {
  const partners = partnersOf(before.results, after.results, match)
  const [left, right] = [before.results, after.results]
  const control = chooseControl({ before: left, after: right, pairs: partners.pairs, said })
  const looks = left.intervals.looks * right.intervals.looks
  const level = sharedConfidence(looks)
  const alike = sameRequests(left, right)
  const drafts = partners.pairs.map(pair => draft({ before, after, control, level, alike }, pair))
  const { changes, tests } = judgeChanges(
    drafts.flatMap(({ measured }) => measured),
    looks,
  )
  const pairs = drafts.map((one, i) => finished(one, changes.slice(startOf(drafts, i), startOf(drafts, i + 1))))
  const differences = differencesBetween(left, right, partners)
  const alikeness = alikenessOf(left, right, partners, drafts)
  const sameQuestion = left.scenario.hash === right.scenario.hash
  return {
    before,
    after,
    alike: alikeness,
    sameQuestion,
    differences,
    notes: notesOn({ before, after, pairs, control, sameQuestion, sameRequests: alike, differences, alike: alikeness }),
    control: control?.before.id ?? null,
    pairs,
    onlyBefore: partners.onlyBefore,
    onlyAfter: partners.onlyAfter,
    confidence: looks === 1 ? confidence : level,
    looks,
    tests,
  }
}

interface Setting {
  readonly before: Run
  readonly after: Run
  readonly control: Control | undefined
  readonly level: number
  readonly alike: boolean
}

interface Draft {
  readonly pair: Pair
  readonly isControl: boolean
  readonly isSame: boolean
  readonly doubt: string | null
  readonly measured: readonly Candidacy[]
}

function draft({ before, after, control, level, alike }: Setting, both: Partners['pairs'][number]): Draft {
  const isControl = control?.before.id === both.before.id
  const own = isControl || both.before.world === 'virtual' || both.after.world === 'virtual' ? undefined : control
  const timeoutMs = { before: before.results.scenario.timeoutMs, after: after.results.scenario.timeoutMs }
  const pair: Pair = { ...both, control: own, timeoutMs, sameRequests: alike }
  const doubt = doubtOf({ before, after }, both.before, both.after, control !== undefined) ?? null
  const isSame = sameNumbers(pair)
  const counts = doubt === null && !isControl && !isSame
  const closedLoop = [before, after].every(({ results }) => results.scenario.load.startsWith('closed loop'))
  const tested = testedMetrics(pair, closedLoop)
  const measured = (metrics: readonly MetricKey[], isTested: boolean): Measured[] =>
    metrics.map(metric => changeOf(pair, metric, isTested, level))
  const all = [...measured(tested, true), ...measured(otherMetrics(pair, tested), false)]
  return {
    pair,
    isControl,
    isSame,
    doubt,
    measured: all.map(one => ({ ...one, counts, exact: pair.before.world === 'virtual' })),
  }
}

function finished(
  { pair: { before, after }, isControl, isSame, doubt }: Draft,
  changes: PairChange['changes'],
): PairChange {
  const outcome: Outcome = isSame ? 'same' : doubt !== null ? 'none' : isControl ? 'control' : outcomeOf(changes)
  const name = before.id === after.id ? before.id : `${before.id} -> ${after.id}`
  return { name, before, after, doubt, outcome, changes }
}

const startOf = (drafts: readonly Draft[], i: number): number =>
  drafts.slice(0, i).reduce((sum, { measured }) => sum + measured.length, 0)

function alikenessOf(before: Results, after: Results, partners: Partners, drafts: readonly Draft[]): Beside['alike'] {
  const everybody = partners.onlyBefore.length === 0 && partners.onlyAfter.length === 0 && drafts.length > 0
  if (!everybody || !drafts.every(({ isSame }) => isSame)) return 'other'
  const hasMore = drafts.some(({ pair }) => pair.before.rounds.length !== pair.after.rounds.length)
  if (hasMore) return 'same-rounds'
  return sameRun(before, after) ? 'same-run' : 'same-numbers'
}
