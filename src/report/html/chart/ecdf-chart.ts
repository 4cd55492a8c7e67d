import { formatNumber } from '../../../results/format-metric.js'
import type { Results } from '../../../results/results.js'
import { type Answered, answeredOf } from './answered.js'
import type { Chart, ChartTable } from './chart.js'
import { latencyAt, shareWithin } from './curves.js'
import { listed } from './listed.js'
import { objectivesOf } from './objectives.js'
import { rounded } from './rounded.js'

/** Share of all requests due that got a good answer within a time, by that time; undefined without distributions. */
export function ecdfChart(results: Results): Chart | undefined {
  const curves = answeredOf(results)
  const candidates = curves.filter(({ role }) => role === 'candidate')
  if (candidates.length === 0) return undefined
  const objectives = objectivesOf(results)
  const ends = curves.flatMap(({ ms }) => [ms[0]!, ms.at(-1)!]).filter(ms => ms > 0)
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
      y: { label: 'good answers, % of the requests due', scale: 'linear', unit: 'percent', from: 0, to: 100 },
      at: [],
      lines: curves.map(({ id, role, share, ms }) => ({
        id,
        role,
        at: ms.map(rounded),
        values: share.map(one => rounded(100 * one)),
      })),
      shades: [],
      rules: objectives,
      names: 'key',
      hasPoints: false,
    },
  }
}

/** What an objective asks where there is one; else how soon nine in ten are answered. */
function sentence(curves: readonly Answered[], limitMs: number | undefined): string {
  if (limitMs !== undefined) {
    const within = curves.toSorted((a, b) => shareWithin(b, limitMs) - shareWithin(a, limitMs))
    const told = within.map(curve => `${curve.id} ${shareText(curve, limitMs)}`)
    return `Answered within ${plain(limitMs)} ms, of all requests due: ${listed(told)}.`
  }
  const level = [0.9, 0.5].find(one => curves.every(curve => isTold(curve, one)) && curves.some(reaches(one)))
  if (level === undefined) return `Answered at all, of all requests due: ${listed(atAll(curves))}.`
  const reached = curves
    .filter(reaches(level))
    .map(curve => ({ id: curve.id, ms: latencyAt(curve, level)! }))
    .sort((a, b) => a.ms - b.ms)
    .map(({ id, ms }) => `${id} ${formatNumber(ms)} ms`)
  const missed = curves.filter(curve => !reaches(level)(curve))
  const who = level === 0.9 ? 'Nine in ten requests due' : 'Half of the requests due'
  const never = missed.length === 0 ? '' : ` Never so many: ${listed(atAll(missed))} at all.`
  return `${who} are answered within: ${listed(reached)}.${never}`
}

const reaches =
  (level: number) =>
  (curve: Answered): boolean =>
    latencyAt(curve, level) !== undefined

/** Most first. */
const atAll = (curves: readonly Answered[]): string[] =>
  curves.toSorted((a, b) => b.most - a.most).map(({ id, most }) => `${id} ${percent(most)}`)

/** Whether it is known when so many are answered, or that they never are. */
const isTold = (curve: Answered, level: number): boolean => curve.most < level || reaches(level)(curve)

/** Beyond the last level that the rounds can tell it is only known to be more; before the second, less than that. */
function shareText({ share, ms, most }: Answered, limitMs: number): string {
  const [least, last] = [share[1] ?? 0, share.at(-1)!]
  const within = shareWithin({ share, ms }, limitMs)
  if (within < least) return `under ${percent(least)}`
  const isOpen = limitMs > ms.at(-1)! && last < most
  return `${isOpen ? 'over ' : ''}${percent(within)}`
}

/** Three digits; what is not all of them is not written as 100 %. */
function percent(share: number): string {
  const text = Number((100 * share).toPrecision(3))
  return `${share < 1 && text >= 100 ? 99.9 : text} %`
}

/** Of a round number without zeros. */
const plain = (ms: number): string => String(Number(formatNumber(ms)))

function tableOf(curves: readonly Answered[], objectives: readonly number[]): ChartTable {
  const limits = [...new Set([...roundTimes(curves), ...objectives])].sort((a, b) => a - b)
  return {
    head: ['candidate', ...limits.map(ms => `within ${plain(ms)} ms`), 'at all'],
    rows: curves.map(curve => [curve.id, ...limits.map(ms => shareText(curve, ms)), percent(curve.most)]),
  }
}

/** 1, 2 and 5 times powers of ten between the fastest median and the slowest tail. */
function roundTimes(curves: readonly Answered[]): number[] {
  const fast = Math.min(...curves.map(curve => latencyAt(curve, curve.most / 2) ?? Infinity)) / 2
  const slow = Math.max(...curves.map(({ ms }) => ms.at(-1)!)) * 1.5
  return [-2, -1, 0, 1, 2, 3, 4, 5]
    .flatMap(power => [1, 2, 5].map(digit => Number(`${digit}e${power}`)))
    .filter(ms => ms >= fast && ms <= slow)
}
