import { type Axis, type AxisKind, axisInfo, positionOn, valueAt } from './axis.js'

/** From where to where, both included. */
export interface Span {
  readonly kind: AxisKind
  readonly from: number
  readonly to: number
}

/**
 * Where to look between the ends of a range. With a number of points: evenly on the axis's scale. Without: in round steps
 * (1, 2 or 5 times a power of ten) on a linear axis, evenly on a logarithmic one. Whole numbers stay whole, none comes twice.
 * @param count two at least
 */
export function axisBetween(span: Span, count?: number): Axis {
  const { isWhole, scale } = axisInfo[span.kind]
  const raw = count === undefined && scale === 'linear' ? inRoundSteps(span) : evenly(span, count)
  const values = raw.map(value => (isWhole ? Math.round(value) : Number(value.toPrecision(9))))
  return { kind: span.kind, values: [...new Set(values)] }
}

function evenly({ kind, from, to }: Span, count = axisInfo[kind].mostPoints): number[] {
  const [first, last] = [positionOn(kind, from), positionOn(kind, to)]
  const inside = Array.from({ length: count - 2 }, (_, i) => first + ((last - first) * (i + 1)) / (count - 1))
  return [from, ...inside.map(position => valueAt(kind, position)), to]
}

/** The smallest round step that does not give too many points; the last step may be shorter. */
function inRoundSteps({ kind, from, to }: Span): number[] {
  const most = axisInfo[kind].mostPoints
  const steps = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100].flatMap(power => [power, 2 * power, 5 * power])
  const step = steps.find(each => (to - from) / each <= most - 1 + 1e-9) ?? (to - from) / (most - 1)
  const count = Math.ceil((to - from) / step - 1e-9)
  return [...Array.from({ length: count }, (_, i) => from + i * step), to]
}
