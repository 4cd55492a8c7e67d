import type { Capacity, CapacityResult } from '../../../sweep/capacity.js'
import { formatShare } from '../../../units.js'
import { capacitySentences } from '../../sweep/capacity-sentences.js'
import { formatExactRate } from '../../sweep/exact-rate.js'
import type { Chart } from '../chart/chart.js'
import type { RangeRow } from '../chart/ranges-data.js'
import { rounded } from '../chart/rounded.js'

/** The highest rate that each candidate sustains, best first, to the lowest at which it does not. */
export function capacityChart(capacity: Capacity): Chart {
  const candidates = capacity.candidates.toSorted((a, b) => (b.ratePerSecond ?? -1) - (a.ratePerSecond ?? -1))
  const fleet = capacity.fleetRatePerSecond
  return {
    id: 'capacity',
    kind: 'ranges',
    title: 'How much does each sustain?',
    says: capacitySentences(capacity).join(' '),
    table: {
      head: ['candidate', 'highest rate', 'load', 'fails at', 'why'],
      rows: candidates.map(({ candidate, ratePerSecond, load, failsAtPerSecond, limit }) => [
        candidate.id,
        ratePerSecond === null ? 'none' : formatExactRate(ratePerSecond),
        load === null ? '-' : formatShare(load),
        formatExactRate(failsAtPerSecond),
        limit,
      ]),
    },
    data: {
      x: { label: 'requests a second', scale: 'linear', unit: 'perSecond', from: 0 },
      rows: candidates.map(rowOf),
      references: [{ at: rounded(fleet), name: 'all the backends can serve' }],
      hasBars: true,
      ranges: 'from the highest rate that holds to the lowest that fails',
    },
  }
}

function rowOf({ candidate, ratePerSecond, load, failsAtPerSecond }: CapacityResult): RangeRow {
  if (ratePerSecond === null) return { candidate: candidate.id, name: candidate.id, points: [], text: 'at no rate' }
  const value = rounded(ratePerSecond)
  return {
    candidate: candidate.id,
    name: candidate.id,
    points: [{ name: 'sustained', value, low: value, high: rounded(failsAtPerSecond), isHollow: false }],
    text: `${formatExactRate(ratePerSecond)}${load === null ? '' : `, ${formatShare(load)}`}`,
  }
}
