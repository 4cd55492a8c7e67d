import { formatEstimate } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'
import type { Capacity } from '../../sweep/capacity.js'
import { formatShare } from '../../units.js'
import { inCharset } from '../ascii.js'
import { paint } from '../paint.js'
import type { TerminalOptions } from '../terminal.js'
import { wrapped } from '../wrapped.js'
import { capacityMethod, capacitySentences, hasRate } from './capacity-sentences.js'
import { confirmationLines } from './confirmation-lines.js'
import { formatExactRate } from './exact-rate.js'
import { textTables } from './text-table.js'

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
