import { formatEstimate } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'
import type { Capacity, CapacityResult } from '../../sweep/capacity.js'
import { formatRate, formatShare } from '../../units.js'
import { inCharset } from '../ascii.js'
import { list } from '../list.js'
import { paint } from '../paint.js'
import type { TerminalOptions } from '../terminal.js'
import { wrapped } from '../wrapped.js'
import { confirmationLines } from './confirmation-lines.js'
import { formatExactRate } from './exact-rate.js'
import { textTables } from './text-table.js'
import { thousands } from './thousands.js'

/** Capacities for a person at a terminal: who sustains how much, what limits it, what live runs say to it. */
export function renderCapacityTerminal(capacity: Capacity, { color, width, charset }: TerminalOptions): string {
  const { strong, faint } = paint(color)
  const parts = [
    capacitySentences(capacity)
      .flatMap(sentence => wrapped(sentence, width, '  '))
      .map(strong),
    table(capacity, width),
    limits(capacity).flatMap(text => wrapped(text, width, '  ')),
    confirmationLines(capacity.confirmations).flatMap(text => wrapped(text, width, '    ')),
    capacityMethod(capacity)
      .flatMap(text => wrapped(text, width, '  '))
      .map(faint),
  ]
  const blocks = parts.filter(lines => lines.length > 0).map(lines => lines.join('\n'))
  return inCharset(`${blocks.join('\n\n')}\n`, charset)
}

/** Who sustains most, and by how much. */
function capacitySentences({ candidates, slos, tolerance }: Capacity): string[] {
  const objectives = list(slos)
  const met = candidates.filter(hasRate).sort((a, b) => b.ratePerSecond - a.ratePerSecond)
  const [best, ...others] = met
  const unmet = candidates.filter(one => !hasRate(one)).map(({ candidate }) => candidate.id)
  const never =
    unmet.length === 0
      ? []
      : [
          `${list(unmet)} ${unmet.length === 1 ? 'does' : 'do'} not meet ${objectives} at any rate: not even at 1% load.`,
        ]
  if (best === undefined) return never
  const shares = others.map(({ candidate, ratePerSecond }) => {
    const share = ratePerSecond / best.ratePerSecond
    return share >= 1 - tolerance
      ? `${candidate.id} as much within ${formatShare(tolerance)}`
      : `${candidate.id} ${formatShare(share)} of that`
  })
  const rest = shares.length === 0 ? '' : `; ${shares.join(', ')}`
  return [`${best.candidate.id} sustains most under ${objectives}: ${formatRate(best.ratePerSecond)}${rest}.`, ...never]
}

type Met = CapacityResult & { readonly ratePerSecond: number }
const hasRate = (one: CapacityResult): one is Met => one.ratePerSecond !== null

function table({ candidates }: Capacity, width: number): string[] {
  const metrics = [...new Set(candidates.flatMap(one => Object.keys(one.metrics) as MetricName[]))]
  const columns = [
    {
      head: 'highest rate',
      cells: candidates.map(one => (hasRate(one) ? formatExactRate(one.ratePerSecond) : 'none')),
    },
    { head: 'load', cells: candidates.map(({ load }) => (load === null ? '-' : formatShare(load))) },
    ...metrics.map(metric => ({
      head: `${metricInfo[metric].name} there`,
      cells: candidates.map(({ metrics: own }) => (own[metric] ? formatEstimate(metric, own[metric]) : '-')),
    })),
    { head: 'fails at', cells: candidates.map(({ failsAtPerSecond }) => formatExactRate(failsAtPerSecond)) },
  ]
  const names = { head: 'candidate', cells: candidates.map(({ candidate }) => candidate.id) }
  return textTables(names, columns, width).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
}

function limits({ candidates }: Capacity): string[] {
  return candidates.map(one => `${one.candidate.id}: at ${formatExactRate(one.failsAtPerSecond)} ${one.limit}.`)
}

function capacityMethod({ scenario, rounds, requests, tolerance, fleetRatePerSecond }: Capacity): string[] {
  const many = rounds === 1 ? 'the one round' : `each of ${rounds} rounds`
  return [
    `Scenario ${scenario.name}, seed ${scenario.seed}, in virtual time; all its backends together can serve ${formatRate(fleetRatePerSecond)}. About ${thousands(requests)} requests a rate and round, the same for every candidate.`,
    `A rate is sustained where every objective holds in ${many} and no queue grows. Searched by bisection until both rates are within ${formatShare(tolerance)}.`,
  ]
}
