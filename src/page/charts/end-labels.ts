import type { Markish } from '@observablehq/plot'
import type { Stroke } from './line-strokes.js'
import type { LinesFrame } from './lines-frame.js'
import type { Scale } from './scale.js'
import { spread } from './spread.js'
import { fitted, svg, widthOf } from './svg.js'

/** Of the thread from the end of a line to its name. */
const thread = 16
const gap = 15
/** px to the edge, beyond which a thread to it would be taken for a line. */
const farAway = 70

interface LineEnd {
  readonly stroke: Stroke
  readonly endX: number
  readonly endY: number
}

/** More names than this from one place are a fan, in which nobody finds the line. */
const mostFromOnePlace = 4

/** Whether many lines end within the height of a name. @param height px of the y axis */
export function isFan(strokes: readonly Stroke[], y: Scale, height: number): boolean {
  const [from, to] = y.domain.map(end => (y.type === 'log' ? Math.log(end) : end)) as [number, number]
  const ends = named(strokes).flatMap(({ points }) => {
    const last = points.findLast(point => point.y !== null)?.y
    if (last == null) return []
    const position = y.position(last)
    return [(((y.type === 'log' ? Math.log(position) : position) - from) / (to - from)) * height]
  })
  return ends.some(end => ends.filter(other => other >= end && other - end <= gap).length > mostFromOnePlace)
}

const nameOf = ({ names }: Stroke): string => names.join(', ')

/** Whether all names of lines that are the same fit behind their end; of a name alone the beginning will do. */
export function fitsAtEnds(strokes: readonly Stroke[], width: number): boolean {
  return named(strokes).every(
    stroke => stroke.names.length === 1 || widthOf(nameOf(stroke), 600) + thread + 8 <= width / 3,
  )
}

/** px to the right of the lines that names need: a third of the picture at most. */
export function endRoom(strokes: readonly Stroke[], width: number): number {
  const longest = Math.max(0, ...named(strokes).map(stroke => widthOf(nameOf(stroke), 600)))
  return Math.ceil(Math.min(width / 3, longest + thread + 8))
}

/** A name beside the end of each line, in its colour. */
export function endLabels(strokes: readonly Stroke[], frame: LinesFrame): Markish {
  return (_index, scales) => {
    const { x, y, width, height, right, top } = frame
    const edge = width - right
    const ends = named(strokes).flatMap((stroke): LineEnd[] => {
      const last = stroke.points.findLast(point => point.y !== null)
      if (last === undefined) return []
      const [endX, endY] = [scales.x!(x.position(last.x)), scales.y!(y.position(last.y!))] as [number, number]
      return [{ stroke, endX: Math.min(endX, edge), endY: Math.max(top, Math.min(endY, height - 40)) }]
    })
    const early = ends.filter(({ endX }) => edge - endX > farAway)
    const late = ends.filter(({ endX }) => edge - endX <= farAway)
    // Lines that end at the same height have their names in the order of their highest points.
    late.sort((a, b) => binOf(a.endY) - binOf(b.endY) || peakOf(b.stroke) - peakOf(a.stroke))
    const heights = spread(
      late.map(({ endY }) => endY),
      gap,
      [top, height - 40],
    )
    const marks = late.flatMap(({ stroke, endX, endY }, i) => [
      svg('path', {
        d: `M${endX + 2},${endY}L${edge + 2},${endY}L${edge + thread - 4},${heights[i]!}`,
        ...{ fill: 'none', stroke: stroke.color, 'stroke-width': 0.8, 'stroke-opacity': 0.7 },
      }),
      svg(
        'text',
        { x: edge + thread, y: heights[i]!, dy: '0.35em', 'text-anchor': 'start', fill: stroke.color, class: 'name' },
        fitted(nameOf(stroke), right - thread - 4, 600),
      ),
    ])
    return svg('g', { 'aria-hidden': 'true' }, ...marks, ...early.map(end => inPlace(end, width))) as SVGGElement
  }
}

const binOf = (y: number): number => Math.round(y / gap)
const peakOf = ({ points }: Stroke): number => Math.max(...points.map(({ y }) => y ?? -Infinity))

/** A name right behind the end of a line that ends in the middle of the picture. */
function inPlace({ stroke, endX, endY }: LineEnd, width: number): SVGElement {
  return svg(
    'text',
    {
      ...{ x: endX + 8, y: endY + 12, 'text-anchor': 'start', fill: stroke.color, class: 'name' },
      ...{ stroke: 'var(--ground)', 'stroke-width': 4, 'paint-order': 'stroke' },
    },
    fitted(nameOf(stroke), width - endX - 10, 600),
  )
}

/** Twins and laws lie beside the line that has the name already. */
const named = (strokes: readonly Stroke[]): Stroke[] =>
  strokes.filter(({ role }) => role === 'candidate' || role === 'ideal' || role === 'reference')
