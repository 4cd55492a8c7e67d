import type { MetricName } from '../results/results.js'

/** A condition on results, parsed. Grammar: `parse-gate.ts`. */
export interface Gate {
  /** As written. */
  readonly text: string
  readonly left: Reference
  readonly operator: Operator
  readonly right: Limit
}

export interface Reference {
  /** Undefined on the left: every candidate; on the right: the same candidate as on the left. */
  readonly candidate: string | undefined
  readonly metric: MetricName
}

export const operators = ['<=', '>=', '<', '>'] as const
export type Operator = (typeof operators)[number]

/** In the metric's own unit: ms, a share in [0, 1], a second, or bare. */
export type Limit =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'reference'; readonly factor: number; readonly of: Reference }

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

/** Candidates a gate names, for telling early that one is not there. */
export function candidatesOf({ left, right }: Gate): string[] {
  const named = [left.candidate, right.kind === 'reference' ? right.of.candidate : undefined]
  return [...new Set(named.filter(name => name !== undefined))]
}
