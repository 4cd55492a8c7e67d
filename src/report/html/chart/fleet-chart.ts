import { formatNumber } from '../../../results/format-metric.js'
import type { CandidateResult, Results } from '../../../results/results.js'
import type { ScalingResult } from '../../../results/scaling-result.js'
import { thousands } from '../../sweep/thousands.js'
import type { Chart, ChartTable } from './chart.js'
import type { FleetData } from './fleet-data.js'
import { roundedAll } from './rounded.js'
import { timeText } from './time-text.js'

type Scaled = CandidateResult & { readonly scaling: ScalingResult }

/** How the fleet followed the load; undefined where no fleet was scaled. */
export function fleetChart({ candidates }: Results): Chart | undefined {
  const scaled = candidates.filter((one): one is Scaled => one.scaling !== undefined)
  const [first] = scaled
  if (first === undefined) return undefined
  const { partMs, need } = first.scaling.timeline
  const known = (values: readonly number[]): number[] => roundedAll(values) as number[]
  const data: FleetData = {
    columnMs: partMs,
    need: need === null ? null : known(need),
    panels: scaled.map(candidate => ({
      candidate: candidate.id,
      text: textOf(candidate),
      paid: known(candidate.scaling.timeline.paid),
      serving: known(candidate.scaling.timeline.serving),
    })),
  }
  return {
    id: 'scaling',
    kind: 'fleet',
    title: 'Did the fleet follow the load?',
    says: `In a round ${scaled.map(one => `${one.id} ${textOf(one)}`).join('; ')}.`,
    table: tableOf(data),
    data,
  }
}

/** "objective missed for 312 s, 41.2k backend-seconds". */
function textOf({ scaling: { metrics } }: Scaled): string {
  const { missedSeconds, backendSeconds } = metrics
  return [
    ...(missedSeconds === null ? [] : [`missed its objective for ${thousands(Math.round(missedSeconds.value))} s`]),
    ...(backendSeconds === null ? [] : [`took ${thousands(Math.round(backendSeconds.value))} backend-seconds`]),
  ].join(' and ')
}

/** Every fourth part: 24 of a day. */
function tableOf({ columnMs, need, panels }: FleetData): ChartTable {
  const parts = panels[0]!.paid.map((_, part) => part).filter(part => part % 4 === 0)
  return {
    head: [
      'from',
      ...(need === null ? [] : ['needed']),
      ...panels.flatMap(({ candidate }) => [`${candidate} paid`, `${candidate} serving`]),
    ],
    rows: parts.map(part => [
      timeText(part * columnMs, panels[0]!.paid.length * columnMs),
      ...(need === null ? [] : [formatNumber(need[part]!)]),
      ...panels.flatMap(({ paid, serving }) => [formatNumber(paid[part]!), formatNumber(serving[part]!)]),
    ]),
  }
}
