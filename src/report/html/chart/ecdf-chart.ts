import { formatNumber } from '../../../results/format-metric.js'
import type { Results } from '../../../results/results.js'
import { formatShare } from '../../../units.js'
import type { Chart, ChartTable } from './chart.js'
import { curveName, curvesOf, latencyAt, type NamedCurve, shareWithin } from './curves.js'
import { listed } from './listed.js'
import { objectivesOf } from './objectives.js'
import { rounded } from './rounded.js'

/** Share of the requests answered within a time, by that time; undefined without distributions. */
export function ecdfChart(results: Results): Chart | undefined {
  const curves = curvesOf(results).filter(({ role }) => role !== 'twin')
  const candidates = curves.filter(({ role }) => role === 'candidate')
  if (candidates.length === 0) return undefined
  const objectives = objectivesOf(results)
  const ends = curves.flatMap(({ distribution: { ms } }) => [ms[0]!, ms.at(-1)!]).filter(ms => ms > 0)
  return {
    id: 'ecdf',
    kind: 'lines',
    title: 'How many requests are answered in time?',
    says: sentence(candidates, objectives[0]?.at),
    table: tableOf(
      curves,
      objectives.map(({ at }) => at),
    ),
    data: {
      x: {
        label: 'answered within, ms (logarithmic)',
        scale: 'log',
        unit: 'ms',
        from: Math.min(...ends),
        to: Math.max(...ends),
      },
      y: { label: 'share of the requests, %', scale: 'linear', unit: 'percent', from: 0, to: 100 },
      at: [],
      lines: curves.map(({ id, role, distribution: { share, ms } }) => ({
        id,
        role,
        at: ms,
        values: share.map(one => rounded(100 * one)),
      })),
      shades: [],
      rules: objectives,
      names: 'key',
      hasPoints: false,
    },
  }
}

/** What an objective asks where there is one; else where nine in ten are. */
function sentence(curves: readonly NamedCurve[], limitMs: number | undefined): string {
  if (limitMs !== undefined) {
    const within = curves.toSorted(
      (a, b) => shareWithin(b.distribution, limitMs) - shareWithin(a.distribution, limitMs),
    )
    const told = within.map(curve => `${curve.id} ${shareText(curve, limitMs)}`)
    return `Answered within ${plain(limitMs)} ms: ${listed(told)}.`
  }
  const level = [0.9, 0.5].find(one => curves.every(({ distribution }) => latencyAt(distribution, one) !== undefined))
  if (level === undefined) return 'Share of the requests answered within a time.'
  const times = curves
    .map(({ id, distribution }) => ({ id, ms: latencyAt(distribution, level)! }))
    .sort((a, b) => a.ms - b.ms)
  const who = level === 0.9 ? 'Nine in ten requests' : 'Half of the requests'
  return `${who} are answered within: ${listed(times.map(({ id, ms }) => `${id} ${formatNumber(ms)} ms`))}.`
}

/** Beyond the last level that the rounds can tell it is only known to be more. */
function shareText({ distribution }: NamedCurve, limitMs: number): string {
  const isBeyond = limitMs > distribution.ms.at(-1)!
  return `${isBeyond ? 'over ' : ''}${formatShare(shareWithin(distribution, limitMs))}`
}

/** Of a round number without zeros. */
const plain = (ms: number): string => String(Number(formatNumber(ms)))

function tableOf(curves: readonly NamedCurve[], objectives: readonly number[]): ChartTable {
  const limits = [...new Set([...roundTimes(curves), ...objectives])].sort((a, b) => a - b)
  return {
    head: ['candidate', ...limits.map(ms => `within ${plain(ms)} ms`)],
    rows: curves.map(curve => [curveName(curve), ...limits.map(ms => shareText(curve, ms))]),
  }
}

/** 1, 2 and 5 times powers of ten between the fastest median and the slowest tail. */
function roundTimes(curves: readonly NamedCurve[]): number[] {
  const fast = Math.min(...curves.map(({ distribution }) => latencyAt(distribution, 0.5) ?? Infinity)) / 2
  const slow = Math.max(...curves.map(({ distribution: { ms } }) => ms.at(-1)!)) * 1.5
  return [-2, -1, 0, 1, 2, 3, 4, 5]
    .flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)))
    .filter(ms => ms >= fast && ms <= slow)
}
