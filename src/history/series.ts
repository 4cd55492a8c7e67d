import type { MetricName } from '../results/results.js'
import type { HistoryLine, Machine } from './history-line.js'

/** Runs that may be held against each other: one scenario, one kind of machine, one version of lbbench. */
export interface RunGroup {
  /** In the order in which they ran; the newest of them. */
  readonly runs: readonly HistoryLine[]
  /** Number of the first of `runs` among all there are of this group, from 1. */
  readonly first: number
  /** In the order in which the newest run has them; those it lacks last. */
  readonly series: readonly RunSeries[]
}

/** One metric of one candidate, run by run. */
export interface RunSeries {
  readonly candidate: string
  /** Of each run of the group; undefined where it was not measured, or not properly. */
  readonly values: readonly (number | undefined)[]
  /** How many were measured, but not properly. */
  readonly distrusted: number
  /** Virtual time, the same requests in every run: what differs has a cause, and no noise to hide in. */
  readonly exact: boolean
}

/** What is asked for. */
export interface Selection {
  readonly metric: MetricName
  /** Undefined: all. */
  readonly candidate: string | undefined
  readonly scenario: string | undefined
  /** How many runs of a group at most. */
  readonly last: number
}

/**
 * Groups of runs, that with the newest run last. A run that stands in the file twice, as it does when it is judged again, is
 * one run, and its later line counts.
 */
export function groupsOf(lines: readonly HistoryLine[], selection: Selection): RunGroup[] {
  const groups = new Map<string, HistoryLine[]>()
  for (const line of inOrder(lines)) {
    if (selection.scenario !== undefined && line.scenario.name !== selection.scenario) continue
    const key = JSON.stringify([line.scenario.hash, machineKey(line.machine)])
    // Taken out and put back: a Map is in the order in which keys came in.
    const runs = groups.get(key) ?? []
    groups.delete(key)
    groups.set(key, [...runs, line])
  }
  return [...groups.values()].map(runs => groupOf(runs, selection)).filter(({ series }) => series.length > 0)
}

function inOrder(lines: readonly HistoryLine[]): HistoryLine[] {
  const runs = new Map(lines.map(line => [JSON.stringify([line.at, line.scenario.hash, line.machine]), line]))
  return [...runs.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/**
 * What makes two machines one: the kind of processor, how many, the system, and the programs that measure. A new kernel
 * or a minor version of Node comes every few weeks: it begins no new series, but is named beside a change that came with it.
 */
export function machineKey({ cpu, cores, os, node, lbbench, autocannon }: Machine): readonly (string | number)[] {
  return [cpu, cores, os.split(' ')[0]!, node.split('.')[0]!, lbbench, autocannon]
}

function groupOf(all: readonly HistoryLine[], { metric, candidate, last }: Selection): RunGroup {
  const runs = all.slice(-last)
  const ids = new Set([...runs].reverse().flatMap(({ candidates }) => Object.keys(candidates)))
  const wanted = [...ids].filter(id => candidate === undefined || id === candidate)
  return { runs, first: all.length - runs.length + 1, series: wanted.map(id => seriesOf(id, runs, metric)) }
}

function seriesOf(candidate: string, runs: readonly HistoryLine[], metric: MetricName): RunSeries {
  const measured = runs.map(({ candidates }) => candidates[candidate]?.[metric])
  const bad = runs.map(({ distrusted }) => distrusted.includes(candidate))
  const mine = runs.filter(({ candidates }) => candidates[candidate] !== undefined)
  const conditions = new Set(mine.map(({ scenario }) => `${scenario.seed} ${scenario.rounds}`))
  return {
    candidate,
    values: measured.map((value, i) => (bad[i] ? undefined : value)),
    distrusted: measured.filter((value, i) => bad[i] && value !== undefined).length,
    exact: conditions.size === 1 && mine.every(({ virtual }) => virtual.includes(candidate)),
  }
}
