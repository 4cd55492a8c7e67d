import { strongestSplit } from './energy-split.js'

/** Where a series of values changes. */
export interface ChangePoint {
  /** Of the first value after the change. */
  readonly index: number
  /** Share of the shuffled series in which a change as strong as this was seen. */
  readonly p: number
}

export interface EDivisiveOptions {
  /** Probability of naming a change where there is none, over the whole series, e.g. 0.01. */
  readonly level: number
  /** Shuffles a test; the smallest p there can be is 1 / (shuffles + 1). */
  readonly shuffles: number
  /** Fewest values on either side of a change; 2 at least, for a single value has no spread. */
  readonly fewest: number
  /** Seeded: equal streams give equal changes. */
  readonly random: { below(n: number): number }
}

/**
 * Changes in a series of finite values, ascending: E-divisive (Matteson & James, JASA 109:505, 2014), as MongoDB (Daly et al., ICPE
 * 2020) and Apache Otava use it on benchmarks. The strongest split of all stretches is tested, then those of both its
 * sides, until one is no stronger than those of shuffled series; values are shuffled within their stretches, so that the changes
 * found before do not make the next one look ordinary. It assumes no distribution and no number of changes.
 */
export function eDivisive(values: readonly number[], options: EDivisiveOptions): ChangePoint[] {
  const found: ChangePoint[] = []
  for (;;) {
    const stretches = stretchesOf(values, found)
    const best = strongestOf(stretches, options.fewest)
    if (best === undefined) return found
    const p = shuffledShare(stretches, best.strength, options)
    if (p === undefined) return found
    found.push({ index: best.index, p })
    found.sort((a, b) => a.index - b.index)
  }
}

/**
 * Fewest values of which a clean step in their middle is told: it and its mirror are two of the ways to order them, and those
 * must be so few that shuffles of which half as many again come up still leave p below the level.
 */
export function fewestToTell({ level, fewest }: Pick<EDivisiveOptions, 'level' | 'fewest'>): number {
  for (let n = 2 * fewest; ; n++) if (orders(n) * level >= 4) return n
}

/** In how many ways half of n can be chosen. */
function orders(n: number): number {
  let ways = 1
  for (let k = 1; k <= Math.floor(n / 2); k++) ways = (ways * (n - k + 1)) / k
  return ways
}

/** Values between one change and the next. */
interface Stretch {
  readonly from: number
  readonly values: Float64Array
}

function stretchesOf(values: readonly number[], changes: readonly ChangePoint[]): Stretch[] {
  const bounds = [0, ...changes.map(({ index }) => index), values.length]
  return bounds.slice(1).map((to, i) => ({ from: bounds[i]!, values: Float64Array.from(values.slice(bounds[i], to)) }))
}

function strongestOf(stretches: readonly Stretch[], fewest: number): { index: number; strength: number } | undefined {
  let best: { index: number; strength: number } | undefined
  for (const { from, values } of stretches) {
    const split = strongestSplit(values, fewest)
    if (split === undefined || split.strength <= (best?.strength ?? 0)) continue
    best = { index: from + split.index, strength: split.strength }
  }
  return best
}

/** Equal splits differ in their last bits by the order in which they were added up. */
const rounding = 1 - 1e-9

/** p of a split this strong; undefined as soon as it is certain to be above the level. */
function shuffledShare(stretches: readonly Stretch[], strength: number, options: EDivisiveOptions): number | undefined {
  const { level, shuffles, fewest, random } = options
  const most = level * (shuffles + 1)
  const shuffled = stretches.map(({ from, values }) => ({ from, values: values.slice() }))
  let asStrong = 1
  for (let i = 0; i < shuffles; i++) {
    for (const { values } of shuffled) shuffle(values, random)
    if ((strongestOf(shuffled, fewest)?.strength ?? 0) >= strength * rounding) asStrong++
    if (asStrong > most) return undefined
  }
  return asStrong / (shuffles + 1)
}

/** Fisher and Yates, as Durstenfeld (1964) has it. */
function shuffle(values: Float64Array, random: EDivisiveOptions['random']): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const value = values[i]!
    values[i] = values[j]!
    values[j] = value
  }
}
