import type { Timeline } from '../../results/results.js'

/** How the windows of a run lie in so many columns of text. */
export interface TimeColumns {
  readonly count: number
  /** Of a column, ms; the last one may be shorter. */
  readonly columnMs: number
  /** A value a column, of the values a window. */
  readonly of: (values: readonly (number | null)[], sum: Sum) => (number | null)[]
  /** Of a time in ms, not yet whole. */
  readonly at: (ms: number) => number
}

/** What a column says of its windows: their highest, or their mean; null where none has a value. */
export type Sum = 'highest' | 'mean'

/** Columns of equally many windows each, or windows of equally many columns, `room` columns at most. */
export function timeColumns({ windowMs }: Pick<Timeline, 'windowMs'>, windows: number, room: number): TimeColumns {
  const perColumn = Math.max(1, Math.ceil(windows / room))
  const repeated = Math.max(1, Math.floor(room / Math.max(1, windows)))
  const count = Math.ceil(windows / perColumn) * repeated
  const columnMs = (windowMs * perColumn) / repeated
  return {
    count,
    columnMs,
    at: ms => ms / columnMs,
    of: (values, sum) =>
      Array.from({ length: count }, (_, column) => {
        const first = Math.floor(column / repeated) * perColumn
        return sums[sum](values.slice(first, first + perColumn).filter(value => value !== null))
      }),
  }
}

const sums: Readonly<Record<Sum, (values: readonly number[]) => number | null>> = {
  highest: values => (values.length === 0 ? null : Math.max(...values)),
  mean: values => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length),
}
