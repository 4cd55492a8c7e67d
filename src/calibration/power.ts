import { alarmLevel } from '../gate/decide.js'
import { noncentralTAbove } from '../stats/noncentral-t.js'
import { tReach } from '../stats/student.js'
import { trimmedOf } from '../stats/trimmed.js'

/** Rounds of known noise, under the rule of all gates (`gate/decide.ts`). */
export interface Setting {
  readonly rounds: number
  /** Standard deviation of one round's log ratio, or difference. */
  readonly sd: number
  /** Gates that the run has: a failure is corrected for them. */
  readonly gates: number
}

/**
 * Standard errors that an estimate must lie beyond a limit to fail its gate when no other one is violated: then its p-value is
 * multiplied by the number of gates. Never less than the interval reaches.
 */
function failsBeyond({ rounds, gates }: Setting): number {
  return Math.max(tReach(freedom(rounds)), tReach(freedom(rounds), 1 - (2 * alarmLevel) / gates))
}

/** How often a gate fails whose quantity truly lies `gap` beyond its limit, on the scale of the noise. */
export function failShare(setting: Setting, gap: number): number {
  return share(setting, gap, failsBeyond(setting))
}

/** How often a gate passes whose quantity truly lies `gap` within its limit: the whole interval has to. */
export function passShare(setting: Setting, gap: number): number {
  return share(setting, gap, tReach(freedom(setting.rounds)))
}

/** How far an interval of 95 % reaches to each side, on the scale of the noise; the expected one, for it varies with the spread that was met. */
export function reachOf({ rounds, sd }: Omit<Setting, 'gates'>): number {
  return tReach(freedom(rounds)) * errorOf(rounds, sd)
}

/** The smallest gap with at least this share, by bisection: both shares grow with the gap. */
export function smallestGap(of: typeof failShare, setting: Setting, wanted: number): number {
  let [low, high] = [0, reachOf(setting) || 1]
  while (of(setting, high) < wanted) [low, high] = [high, 2 * high]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (of(setting, middle) < wanted) low = middle
    else high = middle
  }
  return setting.sd === 0 ? 0 : high
}

/** What the trimmed mean costs where nothing is wild: of normal noise it has 95 % of the mean's efficiency (Tukey 1960). */
const costOfTrimming = 1 / Math.sqrt(0.949)

const freedom = (rounds: number): number => rounds - 2 * trimmedOf(rounds) - 1

function errorOf(rounds: number, sd: number): number {
  return ((trimmedOf(rounds) > 0 ? costOfTrimming : 1) * sd) / Math.sqrt(rounds)
}

/** Exact where the noise is normal, but for trimming, where it is close. Without any noise what is beyond is beyond. */
function share({ rounds, sd }: Setting, gap: number, critical: number): number {
  if (sd === 0) return gap > 0 ? 1 : 0
  return noncentralTAbove(freedom(rounds), gap / errorOf(rounds, sd), critical)
}
