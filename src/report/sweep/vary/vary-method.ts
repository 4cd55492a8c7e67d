import type { Vary } from '../../../sweep/vary/vary.js'
import { formatDuration } from '../../../units.js'

/** How it was found, in sentences. */
export function varyMethod({ scenario, rounds, beatMs, variations, points }: Vary): string[] {
  const many = `${rounds} round${rounds === 1 ? '' : 's'}`
  const range = rounds === 1 ? 'one round, so no interval' : '[low, high] is a 95 % interval over rounds'
  const length = variations.some(({ path }) => path === 'run.duration')
    ? 'as long as it says'
    : `${formatDuration(scenario.durationMs)} after ${formatDuration(scenario.warmupMs)} of warm-up`
  const phases =
    beatMs === 0
      ? []
      : [
          `Each round begins its warm-up earlier by another part of ${formatDuration(beatMs)}, so that what happens comes at any time between two health checks.`,
        ]
  const incidents = points.some(point => point.incidents !== undefined)
    ? [
        'Of incidents the means over rounds; "> " where some rounds did not see the end of it. "lbbench explain recovery" and so on says what they are.',
      ]
    : []
  const scaled = points.some(({ scaling }) => scaling !== undefined)
    ? ['Of autoscaling the means over rounds. "lbbench explain autoscaling" says what they are.']
    : []
  return [
    `Scenario ${scenario.name}, seed ${scenario.seed}, in virtual time, ${length}. ${many} of every combination, with the same seeds for all; ${range}.`,
    ...phases,
    ...scaled,
    ...incidents,
  ]
}
