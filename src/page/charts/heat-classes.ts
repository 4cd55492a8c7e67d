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

interface Cell {
  /** Over the fair share. */
  readonly value: number
  readonly fair: number
  /** Requests it is a part of. */
  readonly count: number
}

/** What is known of a cell besides its value. */
interface Seen {
  readonly fair?: number | undefined
  readonly count?: number | undefined
}

/** Whether so many requests, each sent to anybody by the fair shares, could well have fallen like this: within three standard deviations. */
export function isChance({ value, fair, count }: Cell): boolean {
  return Math.abs(value - 1) * Math.sqrt(count * fair) <= 3 * Math.sqrt(1 - fair)
}

/** As `classOf`, and of a fair share where chance alone could have made it. */
export function shadeOf(value: number, { fair, count }: Seen, classes: Classes): number {
  const isTold = fair === undefined || count === undefined || !isChance({ value, fair, count })
  return classOf(isTold ? value : 1, classes)
}
