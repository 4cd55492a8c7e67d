import type { RunPlan } from '../../bench/plan.js'

/** How long something takes that is only guessed at: "42 s", "7 min", "1 h 20 min". */
export function roughly(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}

/** How far a run is. */
export interface Way {
  readonly plan: RunPlan
  /** Trials. */
  readonly done: number
  /** Of the whole, in [0, 1]. */
  readonly share: number
  readonly elapsedMs: number
  /** As in `RunStateOptions`. */
  readonly maxMs: number | undefined
}

/** "about 95 s left", "40 s left at most"; '' where nothing tells. By the plan until two trials are done, by the pace afterwards; in virtual time by the pace from 10 % on. */
export function leftOf({ plan, done, share, elapsedMs, maxMs }: Way): string {
  if (done === plan.trials.length) return ''
  const live = plan.trials.some(({ candidate }) => candidate.engine !== 'virtual')
  const byPace = share > 0 ? elapsedMs * (1 / share - 1) : undefined
  const byPlan = live ? Math.max(0, plan.expectedMs - elapsedMs) : undefined
  // The first moments are those of starting: by them a run of 17 s would seem to take two minutes.
  const leftMs = done < 2 && share < 0.1 ? byPlan : done < 2 ? (byPlan ?? byPace) : byPace
  if (maxMs !== undefined) return `${roughly(Math.min(leftMs ?? Infinity, maxMs - elapsedMs))} left at most`
  return leftMs === undefined ? '' : `about ${roughly(leftMs)} left`
}
