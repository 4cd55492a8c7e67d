import * as Plot from '@observablehq/plot'
import type { RangesData } from '../../report/html/chart/ranges-data.js'
import type { RangesFrame } from './ranges-frame.js'
import type { Scale } from './scale.js'
import { widthOf } from './svg.js'

/** What to hold them against, named above. */
export function referenceMarks(
  { references }: RangesData,
  x: Scale,
  { width, left, right }: RangesFrame,
): Plot.Markish[] {
  const marks = references.map(({ at, name }, i) => {
    const dy = references.length > 1 && i % 2 === 0 ? -23 : -7
    const middle = left + positionShare(x, at) * (width - left - right)
    const isNearStart = middle < widthOf(name) / 2
    const isNearEnd = middle + widthOf(name) / 2 > width
    return [
      Plot.ruleX([at], { stroke: 'var(--faint)', strokeDasharray: '4 4', insetTop: dy + 2 }),
      Plot.text([name], {
        x: [at],
        frameAnchor: 'top',
        lineAnchor: 'bottom',
        dy,
        ...{ fill: 'var(--faint)', stroke: 'var(--ground)', strokeWidth: 5 },
        textAnchor: isNearStart ? 'start' : isNearEnd ? 'end' : 'middle',
      }),
    ] as const
  })
  // A line may pass behind the name of another one.
  return [...marks.map(([line]) => line), ...marks.map(([, text]) => text)]
}

function positionShare({ type, domain: [from, to] }: Scale, at: number): number {
  const f = type === 'log' ? Math.log : (value: number) => value
  return (f(at) - f(from)) / (f(to) - f(from))
}
