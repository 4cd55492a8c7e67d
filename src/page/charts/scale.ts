import type { Axis } from '../../report/html/chart/axis.js'
import { numberText, shareText } from './number-text.js'

/** An axis as Plot takes it, and where a value lies before Plot scales it. */
export interface Scale {
  readonly type: 'linear' | 'log'
  readonly label: string
  /** Positions, and how a value there is written. */
  readonly ticks: readonly number[]
  readonly format: (position: number) => string
  /** On a `tail` axis the decades of what lies beyond; else the value itself. */
  readonly position: (value: number) => number
  /** In positions. */
  readonly domain: readonly [number, number]
}

/**
 * @param values that will be drawn
 * @param room px along the axis
 * @param gap px between two ticks of a logarithmic axis at least: a label's height; along a line of text as wide as labels are
 */
export function scaleOf(axis: Axis, values: readonly number[], room: number, gap?: number): Scale {
  return {
    label: axis.label,
    ...{ linear, log, tail }[axis.scale](axis, values, gap === undefined ? { room } : { room, gap }),
  }
}

type Parts = Omit<Scale, 'label'>

interface Room {
  readonly room: number
  readonly gap?: number
}

const itself = (value: number): number => value

/** Latencies that are nearly the same must not look far apart. */
const leastFactor = 2

function log({ from, to }: Axis, values: readonly number[], room: Room): Parts {
  const known = values.filter(value => value > 0)
  let low = from ?? Math.min(...known) * 0.92
  let high = to ?? Math.max(...known) * 1.08
  if (!(high > low)) [low, high] = [(low || 1) / 2, (low || 1) * 2]
  const missing = Math.sqrt(Math.max(1, leastFactor / (high / low)))
  const domain = [low / missing, high * missing] as const
  return { type: 'log', domain, ticks: logTicks(domain, room), format: numberText, position: itself }
}

/** As many round digits a decade as have room, at last its powers alone. */
const digitSets = [[1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 7], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]

function logTicks([low, high]: readonly [number, number], { room, gap }: Room): number[] {
  const first = Math.floor(Math.log10(low))
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i)
  const perDecade = room / Math.log10(high / low)
  const sets = digitSets.map(digits =>
    decades
      .flatMap(power => digits.map(digit => Number(`${digit}e${power}`)))
      .filter(tick => tick >= low && tick <= high),
  )
  const hasRoom = (ticks: readonly number[]): boolean =>
    ticks.every(
      (tick, i) => i === 0 || Math.log10(tick / ticks[i - 1]!) * perDecade >= (gap ?? needs(tick, ticks[i - 1]!)),
    )
  const powers = sets.at(-1)!
  const thinned = powers.map((_, every) => powers.filter((_, i) => i % (every + 1) === 0))
  return [...sets, ...thinned].find(hasRoom) ?? []
}

/** px between the middles of two labels: half of each, and a gap; what nothing smaller can be told apart at. */
const needs = (a: number, b: number): number =>
  Math.max(34, (labelWidth(numberText(a)) + labelWidth(numberText(b))) / 2 + 6)

/** px, no less than it is drawn: digits are 6.7 wide. */
const labelWidth = (text: string): number => 6.8 * text.length

function linear({ from, to, unit }: Axis, values: readonly number[], { room }: Room): Parts {
  const low = from ?? Math.min(...values)
  const most = to ?? Math.max(...values) * 1.05
  const domain = [low, most > low ? most : low + 1] as const
  if (unit === 'time') return { ...timeTicks(domain, room), type: 'linear', domain, position: itself }
  const widest = Math.max(48, ...domain.map(end => labelWidth(tickText(end, unit)) + 8))
  const ticks = wholeOf(evenTicks(domain, Math.max(2, Math.floor(room / widest))), unit)
  return { type: 'linear', domain, ticks, format: tick => tickText(tick, unit), position: itself }
}

/** Of what is counted there are no halves. */
export function wholeOf(ticks: readonly number[], unit: Axis['unit']): readonly number[] {
  const whole = ticks.filter(Number.isInteger)
  return unit === 'count' && whole.length >= 2 ? whole : ticks
}

const tickText = (tick: number, unit: Axis['unit']): string =>
  unit === 'share' ? numberText(100 * tick) : numberText(tick)

/** In steps of 1, 2 or 5 times a power of ten, not more than `most`. */
export function evenTicks([low, high]: readonly [number, number], most: number): number[] {
  const raw = (high - low) / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map(digit => digit * power).find(one => one >= raw * (1 - 1e-9))!
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

const clocks = [
  { ms: 3_600_000, name: ' h', steps: [1, 2, 3, 6, 12, 24] },
  { ms: 60_000, name: ' min', steps: [1, 2, 5, 10, 15, 30, 60] },
  { ms: 1000, name: ' s', steps: [1, 2, 5, 10, 15, 20, 30, 60] },
]

function timeTicks(domain: readonly [number, number], room: number): Pick<Parts, 'ticks' | 'format'> {
  const most = Math.max(2, Math.floor(room / 60))
  const [, high] = domain
  const clock = clocks.find(({ ms }) => high >= 3 * ms) ?? clocks.at(-1)!
  const step = clock.steps.find(each => high / (each * clock.ms) <= most)
  const ticks =
    step === undefined || high < 3 * clock.ms
      ? evenTicks([0, high / clock.ms], most)
      : Array.from({ length: Math.floor(high / (step * clock.ms)) + 1 }, (_, i) => i * step)
  return { ticks: ticks.map(tick => tick * clock.ms), format: tick => `${numberText(tick / clock.ms)}${clock.name}` }
}

/** Of ticks whose labels would touch, those of the rarer. @param px of one decade */
function apart(ticks: readonly { readonly at: number; readonly text: string }[], px: number): number[] {
  const kept: number[] = []
  for (const { at, text } of ticks.toReversed()) {
    const next = kept[0]
    if (next === undefined || (next - at) * px >= 7 * text.length + 8) kept.unshift(at)
  }
  return kept
}

/** 0, 50, 90, 99, 99.9 %: each decade as wide as the one before. */
function tail({ to = 0.9999 }: Axis, _values: readonly number[], { room }: Room): Parts {
  const position = (share: number): number => -Math.log10(1 - share)
  const domain = [0, position(to)] as const
  const wide = [0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999, 0.999999]
  const narrow = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999]
  const shares = (room / domain[1] > 170 ? wide : narrow).filter(share => share <= to * (1 + 1e-9))
  const byPosition = new Map(shares.map(share => [position(share), share]))
  return {
    ...{ type: 'linear', domain, position },
    ticks: apart(
      [...byPosition].map(([at, share]) => ({ at, text: `${shareText(share)} %` })),
      room / domain[1],
    ),
    format: at => `${shareText(byPosition.get(at) ?? 1 - 10 ** -at)} %`,
  }
}
