import type { Estimate } from '../results/estimate.js'
import type { MetricKey } from '../results/metric-key.js'
import type { CandidateResult, Results } from '../results/results.js'

/** One of two results, and how the user called it. */
export interface Run {
  /** As typed; nothing but a name. */
  readonly path: string
  readonly results: Results
}

/** Two results side by side: what differs in how they were made, and what changed, as far as both can show it. */
export interface Beside {
  readonly before: Run
  readonly after: Run
  /**
   * `same-run`: twice one run; `same-numbers`: another run, to the last bit the same; `same-rounds`: so are the rounds that both have,
   * and one of them has more; `other`: something differs.
   */
  readonly alike: 'same-run' | 'same-numbers' | 'same-rounds' | 'other'
  /** Whether both are of the same scenario; otherwise a change is the scenario's as well. */
  readonly sameQuestion: boolean
  /** All that is known to differ but the numbers. */
  readonly differences: readonly Difference[]
  readonly notes: readonly Note[]
  /** The live candidate whose own change counts as the machine's; null where there is none. */
  readonly control: string | null
  /** Candidates of both, in the order of the first. */
  readonly pairs: readonly PairChange[]
  readonly onlyBefore: readonly string[]
  readonly onlyAfter: readonly string[]
  /** Of every interval: 0.95, more where looks at the data share the 5 %. */
  readonly confidence: number
  readonly looks: number
  /** How many p-values were corrected together. */
  readonly tests: number
}

/** Something that is not the same in how both were made. */
export interface Difference {
  readonly about: 'scenario' | 'run' | 'machine' | 'candidate'
  /** E.g. "load", "backend b2", "lc: options". */
  readonly what: string
  readonly before: string
  readonly after: string
}

/** What a reader must know before believing a change. `question`: another question was asked; `caution`: read with care. */
export interface Note {
  readonly level: 'question' | 'caution' | 'note'
  readonly message: string
}

/** One candidate, before and after. */
export interface PairChange {
  /** Its id; "lc -> my-lc" where it has two. */
  readonly name: string
  readonly before: CandidateResult
  readonly after: CandidateResult
  /** Why nothing is concluded from it, a sentence; null where conclusions are drawn. */
  readonly doubt: string | null
  readonly outcome: Outcome
  /** First those that are tested. */
  readonly changes: readonly Change[]
}

/**
 * `same`: to the last bit, in all rounds that both have; `moved`: not the same, but of one round of virtual time nobody can say more; `mixed`: better and
 * worse; `unclear`: no difference shown; `control`: not judged, others are judged by it; `none`: no verdict.
 */
export type Outcome = 'same' | 'better' | 'worse' | 'mixed' | 'moved' | 'unclear' | 'control' | 'none'

/** One metric of one candidate, before and after. */
export interface Change {
  readonly metric: MetricKey
  /** Over the rounds that are held against each other; null where they cannot tell it. */
  readonly before: Estimate | null
  readonly after: Estimate | null
  readonly kind: 'ratio' | 'difference'
  /** after / before or after - before, as `kind` says, of live candidates in relation to the control's; null where either is. */
  readonly change: Estimate | null
  /** Whether rounds of the same requests were held against each other; otherwise two samples. */
  readonly paired: boolean
  /** In relation to the control. */
  readonly related: boolean
  /** Whether it is one of those that conclusions are drawn from. */
  readonly tested: boolean
  /** Two-sided; null of a single round, and where it is not tested. */
  readonly p: number | null
  /** Corrected for all that was tested and for the looks at the data. */
  readonly pAdjusted: number | null
  /** The smallest true change (ratio - 1, or difference) that such rounds show with 80 % probability; null where untested. */
  readonly detectable: number | null
  readonly standing: Standing
  /**
   * In how many rounds the end was not seen: of times of incidents, which count with how long they were looked for, and of latencies
   * where clients gave up. Where a side has any, the change is a bound.
   */
  readonly open: { readonly before: number; readonly after: number }
}

/** `~`: no difference shown; `same`: equal in every round; `none`: nothing is said. */
export type Standing = 'better' | 'worse' | 'moved' | 'same' | '~' | 'none'
