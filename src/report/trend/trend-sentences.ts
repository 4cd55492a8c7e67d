import type { HistoryLine, Machine } from '../../history/history-line.js'
import { runsToTell, type Shift } from '../../history/shifts.js'
import type { Trend, TrendGroup, TrendSeries } from '../../history/trend.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'
import { formatShare } from '../../units.js'
import { commitOf, dayOf, runOf, sizeOf } from './trend-words.js'

/** "steady on 2 x AMD EPYC 7763, Linux, Node 20, lbbench 0.9.0: 30 runs, 2026-05-01 to 2026-05-30". */
export function groupTitle({ runs, first }: TrendGroup): string {
  const { scenario, machine } = runs.at(-1)!
  const days = [...new Set([dayOf(runs[0]!), dayOf(runs.at(-1)!)])].join(' to ')
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`
  const all = first === 1 ? '' : `, the last of ${first + runs.length - 1}`
  return `${scenario.name} on ${machineText(machine)}: ${count}${all}, ${days}`
}

function machineText({ cpu, cores, os, node, lbbench }: Machine): string {
  return `${cores} x ${cpu}, ${os.split(' ')[0]}, Node ${major(node)}, lbbench ${lbbench}`
}

const major = (version: string): string => version.replace(/^v/, '').split('.')[0]!

/** Why runs of the same scenario are not in one series with those of an earlier group; undefined for the first group of a scenario. */
export function apartFrom(earlier: readonly TrendGroup[], group: TrendGroup): string | undefined {
  const last = (one: TrendGroup): HistoryLine => one.runs.at(-1)!
  const other = [...earlier].reverse().find(one => last(one).scenario.name === last(group).scenario.name)
  if (other === undefined) return undefined
  const [now, then] = [last(group), last(other)]
  const what = [
    now.scenario.hash === then.scenario.hash ? [] : ['the scenario was changed'],
    named('processor', now.machine.cpu, then.machine.cpu),
    named('cores', now.machine.cores, then.machine.cores),
    named('system', now.machine.os.split(' ')[0]!, then.machine.os.split(' ')[0]!),
    named('Node', major(now.machine.node), major(then.machine.node)),
    named('lbbench', now.machine.lbbench, then.machine.lbbench),
    named('autocannon', now.machine.autocannon, then.machine.autocannon),
  ].flat()
  return `A series of its own, not held against the ${last(other).scenario.name} above: ${what.join('; ')}`
}

function named(what: string, now: string | number, then: string | number): string[] {
  return now === then ? [] : [`${what} ${now} instead of ${then}`]
}

/** What became of one candidate: a sentence a change, or why there is none; ended by what was left out. */
export function seriesSentences(series: TrendSeries, group: TrendGroup, trend: Trend): string[] {
  const name = `${series.candidate}.${metricInfo[trend.selection.metric].name}`
  return [...changes(series, group, trend, name), ...leftOut(series, name)]
}

function changes(series: TrendSeries, group: TrendGroup, trend: Trend, name: string): string[] {
  const { metric } = trend.selection
  const { shifts, exact } = series
  if (shifts.length > 0) return shifts.map(shift => `${name} ${shiftText(shift, series, group, metric)}`)
  const known = series.values.filter(value => value !== undefined).length
  if (known === 0) return [`${name} could not be told in any run`]
  if (exact) return [`${name} is the same in ${known === 1 ? 'its only run' : `all ${known} runs`}, to the last digit`]
  if (known < runsToTell) return [`${name}: ${known} of the ${runsToTell} runs it takes before a change can be told`]
  return [`${name}: no change of ${formatShare(trend.leastChange)} or more shown in ${known} runs`]
}

function shiftText(shift: Shift, series: TrendSeries, group: TrendGroup, metric: MetricName): string {
  const { run, p } = shift
  const line = group.runs[run]!
  const previous = group.runs[series.values.findLastIndex((value, i) => i < run && value !== undefined)]!
  const old = commitOf(previous)
  const when = [
    [dayOf(line), commitOf(line)].filter(Boolean).join(', '),
    ...(old !== undefined && previous.commit !== line.commit ? [`the run before: ${old}`] : []),
    ...alsoNew(line.machine, previous.machine),
  ].join('; ')
  const certainty = p === null ? '; exact' : `; p = ${p.toFixed(3)}`
  return `${sizeOf(shift, metric)}, with ${runOf(group, run)} (${when})${certainty}`
}

/** What begins no new series, but may be the reason. */
function alsoNew(now: Machine, then: Machine): string[] {
  return [
    ...(now.os === then.os ? [] : [`with it ${now.os} instead of ${then.os}`]),
    ...(now.node === then.node ? [] : [`with it Node ${now.node} instead of ${then.node}`]),
  ]
}

function leftOut({ distrusted }: TrendSeries, name: string): string[] {
  if (distrusted === 0) return []
  const runs = distrusted === 1 ? '1 run was' : `${distrusted} runs were`
  return [`${name}: ${runs} not measured properly and left out`]
}
