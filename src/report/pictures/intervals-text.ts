import type { Results } from '../../results/results.js'

/** What whiskers and bands of a picture are: "whiskers: 95 % intervals of 6 rounds", or that there are none. */
export function intervalsText({ intervals, rounds }: Pick<Results, 'intervals' | 'rounds'>): string {
  if (rounds.done < 2) return 'one round: no interval, no difference shown'
  return `whiskers: ${Math.round(intervals.confidence * 1000) / 10} % intervals of ${rounds.done} rounds`
}
