import type { HeatData } from '../../report/html/chart/heat-data.js'

type Classes = Pick<HeatData, 'steps' | 'scheme'>

/** Colours there are of each scheme. */
const colors = 7

/** Between which steps a value lies, from 0. */
export function classOf(value: number, { steps }: Classes): number {
  const above = steps.findIndex(step => value < step)
  return above === -1 ? steps.length : above
}

/** A colour as CSS has it. From pale to dark (or dark to bright) in every scheme, so that it can be read without colours, too. */
export function colorOf(level: number, { steps, scheme }: Classes): string {
  const name = scheme === 'diverging' ? 'heat' : 'level'
  return `var(--${name}${Math.round((level * (colors - 1)) / Math.max(1, steps.length))})`
}
