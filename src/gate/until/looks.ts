/**
 * After how many rounds a run of adaptive length is looked at, each time with the choice to end it. Each is half as much again as
 * the last: looks closer together would each cost a part of the 5 % of error, and tell little more than the last one did.
 */
const ladder = [5, 8, 12, 18, 27, 40, 60, 90, 135, 200, 300, 450, 675, 1000]

/** Fewer rounds are never looked at: an interval of four is wide, and its spread a guess. */
export const leastRounds = ladder[0]!

/** Of --max-time, what is planned for; the rest is for trials that are repeated, and what runs in virtual time beside them. */
const plannedShare = 0.9

/** A last look that comes sooner after the one before it takes its place. */
const closest = 1.25

export interface Budget {
  readonly maxTimeMs: number
  readonly maxRounds: number
  /** What a round should take by the plan, ms; 0 in virtual time. */
  readonly roundMs: number
}

/**
 * The looks of a run, all fixed before it begins: rounds in ascending order, the last one all that the budget allows. Nothing that
 * is measured has a part in them. None where the budget is too small for the first one.
 */
export function looksWithin({ maxTimeMs, maxRounds, roundMs }: Budget): number[] {
  const fitting = roundMs === 0 ? maxRounds : Math.floor((plannedShare * maxTimeMs) / roundMs)
  const last = Math.min(maxRounds, Math.max(fitting, roundMs * leastRounds <= maxTimeMs ? leastRounds : 0))
  if (last < leastRounds) return []
  return [...ladder.filter(rounds => rounds * closest <= last), last]
}
