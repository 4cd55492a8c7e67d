import type { Tally } from '../bench/tally.js'
import { errorKinds } from '../bench/trial.js'
import type { Scenario } from '../scenario/scenario.js'
import { coefficientOfVariation } from '../stats/fairness.js'
import { Histogram } from '../stats/histogram.js'

/** Something theory has a figure for and a trial shows. Times in ms, which are mean service times unless a case says otherwise. */
export interface Quantity {
  readonly name: string
  of(tally: Tally, scenario: Scenario): number
}

/** Time in system. */
export const mean: Quantity = { name: 'mean', of: ({ latency }) => latency.sum / latency.count }

/** What a share p of the requests stays below. */
export function percentile(p: number): Quantity {
  return { name: `p${Number((100 * p).toPrecision(4))}`, of: ({ latency }) => new Histogram(latency).quantile(p) }
}

/** Share of the requests that were given up. */
export const loss: Quantity = { name: 'loss', of: tally => tally.byStatus[errorKinds.timeout]! / tally.requests }

/** Time in system of those that were not: a request given up took exactly as long as its client waited. */
export const meanOfServed: Quantity = {
  name: 'mean of served',
  of({ latency, byStatus }, { traffic }) {
    const lost = byStatus[errorKinds.timeout]!
    return (latency.sum - lost * traffic.timeoutMs) / (latency.count - lost)
  },
}

/** Requests a ms. */
export const throughput: Quantity = { name: 'throughput', of: (tally, { run }) => tally.requests / run.durationMs }

/** Share of their time that all servers worked. */
export const utilisation: Quantity = {
  name: 'utilisation',
  of({ busyMs }, { backends, run }) {
    const servers = backends.reduce((sum, { workers, threads }) => sum + workers * threads, 0)
    return busyMs.reduce((sum, ms) => sum + ms, 0) / servers / run.durationMs
  },
}

/** How unequal backends' counts are, in units of what one request would do: requests * CoV^2, Pearson's statistic. */
export const pearson: Quantity = {
  name: 'requests * CoV^2',
  of({ perBackend, requests }) {
    const spread = coefficientOfVariation([...perBackend])
    return requests * spread * spread
  },
}
