import { linearTicks, logTicks } from './ticks.js'

/** Where values lie in a plot of some lines. */
export interface Scale {
  readonly height: number
  /** Line of a value from the top, not yet whole. */
  readonly line: (value: number) => number
  readonly ticks: readonly number[]
}

/** At least from a value to 1.5 times that: what differs by less looks as flat as it is. */
const leastFactor = 1.5

/** Nothing has no logarithm. */
const tiny = 1e-6

/** Equal factors are equally far apart. @param known values to be shown, one at least */
export function logScale(known: readonly number[], height: number): Scale {
  const [low, high] = [Math.max(Math.min(...known), tiny), Math.max(...known, tiny)]
  const room = Math.max(1.05, Math.sqrt((leastFactor * low) / high))
  const [lowest, highest] = [low / room, high * room]
  const [bottom, top] = [Math.log(lowest), Math.log(highest)]
  const line = (value: number): number => ((top - Math.log(Math.max(value, tiny))) / (top - bottom)) * (height - 1)
  return { height, line, ticks: logTicks(lowest, highest) }
}

/** A hundredth at least, for shares and indices. */
const leastSpan = 0.01

/** Equal differences are equally far apart. @param known values to be shown, one at least */
export function linearScale(known: readonly number[], height: number): Scale {
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const room = Math.max((high - low) * 0.05, (leastSpan - (high - low)) / 2)
  // Nothing measured is below nothing.
  const lowest = low >= 0 ? Math.max(0, low - room) : low - room
  const highest = high + room
  const line = (value: number): number => ((highest - value) / (highest - lowest)) * (height - 1)
  return { height, line, ticks: linearTicks(lowest, highest) }
}
