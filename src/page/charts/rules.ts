import * as Plot from '@observablehq/plot'
import type { Rule } from '../../report/html/chart/lines-data.js'
import { readAt } from './interpolate.js'
import type { Stroke } from './line-strokes.js'
import type { LinesFrame } from './lines-frame.js'

/** Objectives as lines across; what is about one candidate as a ring on its line. */
export function ruleMarks(rules: readonly Rule[], strokes: readonly Stroke[], frame: LinesFrame): Plot.Markish[] {
  return rules.flatMap(rule => (rule.candidate === undefined ? across(rule, frame) : ring(rule, strokes, frame)))
}

function across({ axis, at, name }: Rule, { x, y }: LinesFrame): Plot.Markish[] {
  const isX = axis === 'x'
  const position = (isX ? x : y).position(at)
  const [from, to] = (isX ? x : y).domain
  if (position < from || position > to) return []
  const look = { stroke: 'var(--edge)', strokeWidth: 1.2 }
  if (!isX)
    return [
      Plot.ruleY([position], look),
      Plot.text([name], { y: position, frameAnchor: 'right', dy: -7, fill: 'var(--care)' }),
    ]
  const isRight = position > (x.type === 'log' ? Math.sqrt(from * to) : (from + to) / 2)
  return [
    Plot.ruleX([position], look),
    Plot.text([name], {
      x: position,
      ...{ frameAnchor: 'bottom', dy: -8, dx: isRight ? -5 : 5, textAnchor: isRight ? 'end' : 'start' },
      ...{ fill: 'var(--care)', fontWeight: 600, stroke: 'var(--ground)', strokeWidth: 4 },
    }),
  ]
}

function ring({ at, name, candidate }: Rule, strokes: readonly Stroke[], { x, y }: LinesFrame): Plot.Markish[] {
  const stroke = strokes.find(({ ids, role }) => role === 'candidate' && ids.includes(candidate!))
  const value = stroke && readAt(stroke.points, at, { x: x.position, y: y.position })
  if (stroke === undefined || value === null || value === undefined) return []
  const place = { x: [x.position(at)], y: [y.position(value)] }
  return [
    Plot.dot([name], { ...place, r: 6, stroke: stroke.color, strokeWidth: 2, fill: 'var(--ground)' }),
    Plot.text([name], {
      ...place,
      ...{ dy: -14, fill: stroke.color, fontWeight: 600, stroke: 'var(--ground)', strokeWidth: 4, text: [name] },
    }),
  ]
}
