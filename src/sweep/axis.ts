import { formatShare, parseShare } from '../units.js'

/** What can be swept. */
export const axisKinds = ['load', 'backends', 'slow-factor'] as const
export type AxisKind = (typeof axisKinds)[number]

/** What is swept, and where it is looked at. */
export interface Axis {
  readonly kind: AxisKind
  /** Ascending, two at least: shares of capacity, numbers of backends, or factors. */
  readonly values: readonly number[]
}

/** What there is to know of a kind of axis. */
export interface AxisInfo {
  /** Head of the table's first column. */
  readonly name: string
  /** After a value in a sentence: "31% load". */
  readonly noun: string
  /** How far it is between two values: by their difference, or by their ratio. */
  readonly scale: 'linear' | 'log'
  readonly isWhole: boolean
  /** Points there are at most where nobody says how many. */
  readonly mostPoints: number
  /** @throws Error saying what was expected */
  readonly parse: (text: string) => number
  readonly format: (value: number) => string
}

/** By kind; a slowdown is a factor on the service times of one backend. */
export const axisInfo: Readonly<Record<AxisKind, AxisInfo>> = {
  load: {
    name: 'load',
    noun: 'load',
    scale: 'linear',
    isWhole: false,
    mostPoints: 22,
    parse: text => above0(parseShare(text, 10), 'expected a load above 0%'),
    format: formatShare,
  },
  backends: {
    name: 'backends',
    noun: 'backends',
    scale: 'log',
    isWhole: true,
    mostPoints: 10,
    parse: text => above0(whole(text), 'expected at least one backend'),
    format: value => String(Number(value.toPrecision(3))),
  },
  'slow-factor': {
    name: 'slow factor',
    noun: 'slowdown',
    scale: 'linear',
    isWhole: false,
    mostPoints: 12,
    parse: text => above0(decimal(text), 'expected a factor above 0'),
    format: value => `${Number(value.toPrecision(3))}x`,
  },
}

/** Where a value lies on its axis, on a scale that is even to the eye. */
export function positionOn(kind: AxisKind, value: number): number {
  return axisInfo[kind].scale === 'log' ? Math.log(value) : value
}

/** Back from `positionOn`. */
export function valueAt(kind: AxisKind, position: number): number {
  return axisInfo[kind].scale === 'log' ? Math.exp(position) : position
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error('expected a whole number such as 8')
  return Number(text)
}

function decimal(text: string): number {
  const digits = /^(\d+(?:\.\d+)?)x?$/.exec(text)?.[1]
  if (digits === undefined) throw new Error('expected a factor such as 3')
  return Number(digits)
}

function above0(value: number, otherwise: string): number {
  if (value <= 0) throw new Error(otherwise)
  return value
}
