import type { Markish } from '@observablehq/plot'
import type { Stroke } from './line-strokes.js'
import { fitted, svg, widthOf } from './svg.js'

/** What lines mean, above the picture. */
export interface Key {
  readonly height: number
  readonly mark: Markish
}

const [line, sample, between] = [18, 26, 18]

/** A sample of each line that has no name at its end: all of them where there is no room for names, else only kinds of lines. */
export function keyOf(strokes: readonly Stroke[], width: number, isWide: boolean): Key {
  const candidates = isWide ? [] : strokes.filter(({ role }) => role !== 'twin' && role !== 'law')
  const kinds = kindsOf(strokes)
  const entries = [...candidates.map(({ name, color, dash, width: thick }) => ({ name, color, dash, thick })), ...kinds]
  const places = placed(
    entries.map(({ name }) => widthOf(name) + sample + between),
    width,
  )
  const marks = entries.flatMap(({ name, color, dash, thick }, i) => {
    const { x, row } = places[i]!
    const y = 9 + row * line
    return [
      svg('path', {
        d: `M${x},${y}h${sample - 6}`,
        ...{ stroke: color, 'stroke-width': thick, 'stroke-dasharray': dash, 'stroke-linecap': 'round' },
      }),
      svg('text', { x: x + sample, y, dy: '0.35em', 'text-anchor': 'start' }, fitted(name, width - sample - 4)),
    ]
  })
  const height = entries.length === 0 ? 0 : (places.at(-1)!.row + 1) * line + 4
  return { height, mark: () => svg('g', { 'aria-hidden': 'true' }, ...marks) as SVGGElement }
}

interface Entry {
  readonly name: string
  readonly color: string
  readonly dash: string
  readonly thick: number
}

/** One sample a kind of line that has no name of its own. */
function kindsOf(strokes: readonly Stroke[]): Entry[] {
  const names = { twin: 'the same requests in virtual time', law: 'fitted law' } as const
  return (['twin', 'law'] as const).flatMap(kind => {
    const first = strokes.find(({ role }) => role === kind)
    return first === undefined
      ? []
      : [{ name: names[kind], color: 'currentColor', dash: first.dash, thick: first.width }]
  })
}

/** From left to right, then on the next line. */
function placed(widths: readonly number[], width: number): { readonly x: number; readonly row: number }[] {
  let [x, row] = [0, 0]
  return widths.map(each => {
    if (x > 0 && x + each - between > width) [x, row] = [0, row + 1]
    const place = { x: x + 2, row }
    x += each
    return place
  })
}
