import { alarmLevel } from '../gate/decide.js'
import { noncentralTAbove } from '../stats/noncentral-t.js'
import { tReach } from '../stats/student.js'

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
  return Math.max(tReach(rounds - 1), tReach(rounds - 1, 1 - (2 * alarmLevel) / gates))
}

/** How often a gate fails whose quantity truly lies `gap` beyond its limit, on the scale of the noise. */
export function failShare(setting: Setting, gap: number): number {
  return share(setting, gap, failsBeyond(setting))
}

/** How often a gate passes whose quantity truly lies `gap` within its limit: the whole interval has to. */
export function passShare(setting: Setting, gap: number): number {
  return share(setting, gap, tReach(setting.rounds - 1))
}

/** How far an interval of 95 % reaches to each side, on the scale of the noise; the expected one, for it varies with the spread that was met. */
export function reachOf({ rounds, sd }: Omit<Setting, 'gates'>): number {
  return (tReach(rounds - 1) * sd) / Math.sqrt(rounds)
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

/** Exact where the noise is normal. Without any noise what is beyond is beyond. */
function share({ rounds, sd }: Setting, gap: number, critical: number): number {
  if (sd === 0) return gap > 0 ? 1 : 0
  return noncentralTAbove(rounds - 1, (gap * Math.sqrt(rounds)) / sd, critical)
}
