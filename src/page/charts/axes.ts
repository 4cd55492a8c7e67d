import * as Plot from '@observablehq/plot'
import type { Scale } from './scale.js'
import { svg } from './svg.js'

/** What Plot needs to know of a scale; its axis is drawn by `axisX` or `axisY`. */
export const scaleOptions = ({ type, domain }: Scale): Plot.ScaleOptions => ({ type, domain: [...domain], axis: null })

/** Ticks below a picture, what they are in the middle below them. */
export function axisX({ ticks, format, label }: Scale, options: Plot.AxisXOptions = {}): Plot.Markish {
  const look = { tickSize: 4, label, labelAnchor: 'center', labelArrow: 'none', labelOffset: 34, ...options } as const
  return Plot.axisX(ticks, { text: ticks.map(format), ...look })
}

/** Ticks to the left of a picture, with lines across; what they are above them. @param nameY px from the top */
export function axisY({ ticks, format, label }: Scale, nameY: number): Plot.Markish[] {
  return [
    Plot.gridY(ticks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
    Plot.axisY(ticks, { text: ticks.map(format), tickSize: 0, label: null }),
    axisName(label, nameY),
  ]
}

/** What an axis shows, with its unit. */
function axisName(label: string, y: number): Plot.Markish {
  return () => svg('text', { x: 0, y, 'text-anchor': 'start', class: 'faint' }, label)
}
