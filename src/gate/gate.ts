import type { MetricKey } from '../results/metric-key.js'

/** A condition on results, parsed. Grammar: `parse-gate.ts`. */
export interface Gate {
  /** As written. */
  readonly text: string
  readonly left: Reference
  readonly operator: Operator
  readonly right: Limit
  /** Judged only where rounds can tell: an inconclusive verdict is none. Of gates that nobody wrote. */
  readonly onlyIfTold?: boolean
}

export interface Reference {
  readonly who: Who
  readonly metric: MetricKey
}

/**
 * `all`: each candidate, by a verdict of its own (on the right: each other one). `any`: at least one of them. `same`: the one on
 * the left.
 */
export type Who = { readonly kind: 'one'; readonly candidate: string } | { readonly kind: 'all' | 'any' | 'same' }

export const operators = ['<=', '>=', '<', '>'] as const
export type Operator = (typeof operators)[number]

/** In the metric's own unit: ms, a share in [0, 1], a second, or bare. */
export type Limit =
  | { readonly kind: 'number'; readonly value: number }
  /** factor * of + plus, where `of` is of this run or of the baseline. */
  | {
      readonly kind: 'reference'
      readonly factor: number
      readonly run: 'this' | 'baseline'
      readonly of: Reference
      readonly plus: number
    }

/** Whether a number meets a limit. */
export function complies(value: number, operator: Operator, limit: number): boolean {
  switch (operator) {
    case '<=':
      return value <= limit
    case '>=':
      return value >= limit
    case '<':
      return value < limit
    case '>':
      return value > limit
  }
}

/** Candidates of this run that a gate names, for telling early that one is not there. */
export function candidatesOf({ left, right }: Gate): string[] {
  const inRun = [left.who, ...(right.kind === 'reference' && right.run === 'this' ? [right.of.who] : [])]
  return [...new Set(inRun.flatMap(who => (who.kind === 'one' ? [who.candidate] : [])))]
}

/** Whether a gate can be judged without a baseline. */
export function needsBaseline({ right }: Gate): boolean {
  return right.kind === 'reference' && right.run === 'baseline'
}

/** A candidate as a gate's text names it: in quotes where it holds what the grammar would read otherwise. */
export function quoted(candidate: string): string {
  return /[\s<>*]/.test(candidate) ? `"${candidate}"` : candidate
}
