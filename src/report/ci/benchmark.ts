import type { DrillMetricName } from '../../drill/drill-metrics.js'
import { drillMetricNames } from '../../drill/drill-metrics.js'
import { drillInfo } from '../../results/drill-info.js'
import type { IncidentResult } from '../../results/incident-result.js'
import { metricInfo } from '../../results/metric-info.js'
import type { CandidateResult, Estimate, MetricName, Results } from '../../results/results.js'
import { invalidCandidates } from '../leagues.js'

/** An entry of what github-action-benchmark takes for `customSmallerIsBetter`. */
interface Entry {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** As people read it: nothing is computed from it. */
  readonly range?: string
  readonly extra: string
}

/**
 * JSON for github-action-benchmark's `customSmallerIsBetter`. Where higher is better, what is smaller then: unfairness is
 * 1 - Jain's index of busy time; in a closed loop, where the rate is a result, the time per good answer is 1000 / goodput. In
 * an open loop the rate is given and goodput says nothing beyond the errors: left out, as is what is neither better nor worse
 * (affinity). Of each incident all that can be told, by its name in gates: `rr crash.recovery`. Candidates whose numbers are not to be trusted are left out: they would be points of a chart for ever.
 */
export function renderBenchmark(results: Results): string {
  const { scenario, candidates, environment, rounds } = results
  const invalid = invalidCandidates(results)
  const extra = `${rounds.done} rounds; ${environment.command}; lbbench ${environment.lbbench}, ${environment.cpu}`
  const entries = candidates
    .filter(({ id }) => !invalid.includes(id))
    .flatMap(candidate =>
      quantities(candidate, scenario.offeredLoad === null).map(({ name, unit, interval, bound }) =>
        entry({ name: `${scenario.name}: ${candidate.id} ${name}`, unit, extra: (bound ?? '') + extra }, interval),
      ),
    )
  return `${JSON.stringify(entries, null, 2)}\n`
}

interface Quantity {
  readonly name: string
  readonly unit: string
  readonly interval: Estimate
  /** What makes it a bound, ended by "; ". */
  readonly bound?: string
}

function quantities({ metrics, incidents = [] }: CandidateResult, closedLoop: boolean): Quantity[] {
  const of = (metric: MetricName, name: string, unit: string, change: (value: number) => number): Quantity[] => {
    const estimate = metrics[metric]
    return estimate === null ? [] : [{ name, unit, interval: changed(estimate, change) }]
  }
  return [
    ...latencies.flatMap(metric => of(metric, metricInfo[metric].name, 'ms', same)),
    ...of('errorRate', 'errors', '%', value => value * 100),
    ...of('jainBusy', 'unfairness', '1 - Jain', value => 1 - value),
    ...(closedLoop ? of('goodputPerSecond', 'time per good answer', 'ms', value => 1000 / value) : []),
    ...incidents.flatMap(ofIncident),
  ].filter(({ interval }) => Number.isFinite(interval.value))
}

function ofIncident({ name: incident, metrics, atLeast }: IncidentResult): Quantity[] {
  return drillMetricNames.flatMap((metric): Quantity[] => {
    const estimate = metrics[metric]
    if (estimate === null) return []
    const { unit, times } = drillUnits[metric]
    const open = atLeast[metric as keyof typeof atLeast] ?? 0
    const bound = open === 0 ? {} : { bound: `at least, in ${open} of ${estimate.n} rounds; ` }
    const interval = changed(estimate, value => value * times)
    return [{ name: `${incident}.${drillInfo[metric].name}`, unit, interval, ...bound }]
  })
}

/** All are better the smaller they are. */
const drillUnits: Readonly<Record<DrillMetricName, { readonly unit: string; readonly times: number }>> = {
  detectionMs: { unit: 'ms', times: 1 },
  recoveryMs: { unit: 'ms', times: 1 },
  hurt: { unit: 'requests', times: 1 },
  clientsHurt: { unit: '%', times: 100 },
  overshoot: { unit: 'x', times: 1 },
  wrongEjections: { unit: 'times', times: 1 },
  lostSessions: { unit: 'clients', times: 1 },
  retriesSpent: { unit: 'tries', times: 1 },
}

const latencies = ['p50Ms', 'p90Ms', 'p99Ms', 'meanMs'] as const
const same = (value: number): number => value

/** What falls as the metric rises has its ends the other way round. */
function changed({ value, low, high, n }: Estimate, change: (value: number) => number): Estimate {
  if (low === null || high === null) return { value: change(value), low: null, high: null, n }
  const ends = [change(low), change(high)].sort((a, b) => a - b)
  return { value: change(value), low: ends[0]!, high: ends[1]!, n }
}

function entry(head: Pick<Entry, 'name' | 'unit' | 'extra'>, { value, low, high }: Estimate): Entry {
  const { name, unit, extra } = head
  const range = low === null || high === null ? {} : { range: `${short(low)} to ${short(high)}` }
  return { name, unit, value: Number(short(value)), ...range, extra }
}

/** Six digits: no chart shows more, and a diff of two files stays readable. */
const short = (value: number): string => String(Number(value.toPrecision(6)))
