import * as Plot from '@observablehq/plot'

/** Where points lie, and what there is to say of each. */
interface TipOptions<T> {
  readonly x: (point: T) => number
  readonly y: (point: T) => number
  /** Lines of text. */
  readonly text: (point: T) => string
  /** From how far away the pointer takes a point, px. */
  readonly maxRadius: number
}

/** The point under the pointer, or near to it, in words. */
export function tip<T>(points: readonly T[], { x, y, text, maxRadius }: TipOptions<T>): Plot.Markish {
  const look = { fill: 'var(--ground)', stroke: 'var(--axis)', lineHeight: 1.4, textPadding: 9, pathFilter: 'none' }
  return Plot.tip(points, Plot.pointer({ x, y, title: text, maxRadius, ...look }))
}
