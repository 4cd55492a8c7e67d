import { csvField } from '../../../results/requests-csv.js'
import type { Scaling } from '../../../sweep/scaling/scaling.js'

/** A row a size and candidate; empty where it cannot be told. */
export function renderScalingCsv({ fleets, curves }: Scaling): string {
  const rows = curves.flatMap(({ candidate, points }) =>
    points.map(({ backends, ratePerSecond, load, efficiency, failsAtPerSecond }, i) =>
      [
        ...[backends, csvField(candidate.id), ratePerSecond ?? '', load ?? '', efficiency ?? '', failsAtPerSecond],
        fleets[i]!.fleetRatePerSecond,
      ].join(','),
    ),
  )
  return `${[head, ...rows].join('\n')}\n`
}

const head = 'backends,candidate,ratePerSecond,load,efficiency,failsAtPerSecond,fleetRatePerSecond'
