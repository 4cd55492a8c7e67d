import { fitted, svg, widthOf } from './svg.js'

/** A sign and what it means. */
export interface KeyEntry {
  readonly text: string
  /** The sign, from x on, about 18 px wide, its middle at y. */
  readonly draw: (x: number, y: number) => SVGElement
}

/** Entries from left to right, then on the next line. */
export interface KeyFlow {
  /** px; 0 where there are none. */
  readonly height: number
  readonly marks: readonly SVGElement[]
}

const [line, sign, between] = [18, 25, 18]

/** Px that an entry needs. */
export const keyWidth = (text: string): number => sign + widthOf(text) + 2

/** @param top px above the first line */
export function keyFlow(entries: readonly KeyEntry[], width: number, top = 0): KeyFlow {
  let [x, row] = [1, 0]
  const marks = entries.flatMap(({ text, draw }) => {
    const shown = fitted(text, width - sign - 2)
    const needs = sign + widthOf(shown)
    if (x > 1 && x + needs > width) [x, row] = [1, row + 1]
    const y = top + 9 + row * line
    const made = [draw(x, y), svg('text', { x: x + sign, y, dy: '0.35em', 'text-anchor': 'start' }, shown)]
    x += needs + between
    return made
  })
  return { height: entries.length === 0 ? 0 : (row + 1) * line + 4, marks }
}

interface LineSign {
  readonly color: string
  readonly dash: string
  readonly width: number
}

/** A piece of a line. */
export function lineSign({ color, dash, width }: LineSign): KeyEntry['draw'] {
  const look = { stroke: color, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-linecap': 'round' }
  return (x, y) => svg('path', { d: `M${x},${y}h20`, ...look })
}
