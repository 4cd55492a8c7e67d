import type { Judgement, Verdict } from '../results/results.js'

/** What a live engine said to a candidate's capacity. */
export interface Confirmation {
  readonly candidate: string
  readonly engine: string
  /** Below, at and above the capacity. */
  readonly trials: readonly LiveEdge[]
  readonly agreement: LiveAgreement
}

/** The objectives at one rate, live. */
export interface LiveEdge {
  readonly ratePerSecond: number
  /** The rate over the capacity. */
  readonly share: number
  readonly verdicts: readonly Verdict[]
  /** Of all objectives together. */
  readonly judgement: Judgement
}

/**
 * `agrees`: below the capacity the objectives hold live, above it they do not. `contradicts`: they fail below, or hold above.
 * `inconclusive`: what noise leaves open is neither.
 */
export type LiveAgreement = 'agrees' | 'contradicts' | 'inconclusive'

/** Shares of the capacity that are tried live: far enough from it to be on one side, near enough to show the edge. */
export const edgeShares = [0.92, 1, 1.08] as const

/** All objectives at once: what fails, fails; what cannot be trusted or told leaves the rest open. */
export function jointJudgement(verdicts: readonly Verdict[]): Judgement {
  const order: readonly Judgement[] = ['fail', 'invalid', 'inconclusive']
  return order.find(each => verdicts.some(({ judgement }) => judgement === each)) ?? 'pass'
}

/** The rate itself decides nothing: right at the edge chance does. */
export function agreementOf(edges: readonly Pick<LiveEdge, 'share' | 'judgement'>[]): LiveAgreement {
  const below = edges.filter(({ share }) => share < 1).map(({ judgement }) => judgement)
  const above = edges.filter(({ share }) => share > 1).map(({ judgement }) => judgement)
  if (below.includes('fail') || above.includes('pass')) return 'contradicts'
  const agrees = below.every(one => one === 'pass') && above.every(one => one === 'fail')
  return agrees ? 'agrees' : 'inconclusive'
}
