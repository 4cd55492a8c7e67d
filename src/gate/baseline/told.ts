import { formatEstimate, formatMetric, formatRatio } from '../../results/format-metric.js'
import type { MetricKey } from '../../results/metric-key.js'
import type { Inference } from '../../stats/inference.js'
import { label, type Measured, type Settled, type Side, unknown } from '../measured.js'
import type { BaselineLimit } from './earlier-runs.js'

/** What is held against the baseline, in its own unit. */
interface Told {
  readonly own: Side
  readonly limit: BaselineLimit
  readonly values: { readonly now: number; readonly before: number }
  /** What the values are, where they are not the metric itself. */
  readonly what?: string
  readonly note: string
  /** What runs were taken to differ by, as a share, for want of enough of them; and how many there are. */
  readonly assumed?: number | undefined
  readonly runs?: number
}

/** A change that was measured, ready to be decided. */
export function told(
  { own, limit, values, what, note: said, assumed, runs = 0 }: Told,
  inference: Inference,
): Measured {
  const note = said + fewRuns(assumed, runs)
  const { metric } = own
  const byRatio = inference.scale === 'log'
  const shown = (value: number): string =>
    byRatio && what !== undefined ? value.toFixed(3) : formatMetric(metric, value)
  const name = what ?? label({ candidate: own.candidate.id, metric })
  const sides = `${name} = ${shown(values.now)} against ${shown(values.before)} in the baseline`
  const times = limit.factor === 1 ? '' : ` of ${limit.factor} times it`
  return {
    inference,
    kind: byRatio ? 'ratio' : 'difference',
    limit: byRatio ? limit.factor : limit.plus,
    say: (verb, interval) =>
      byRatio
        ? `${sides}: ${formatRatio(interval)} ${verb} ${limit.factor}${note}`
        : `${sides}: difference${times} ${formatEstimate(metric, interval)} ${verb} ${formatMetric(metric, limit.plus)}${note}`,
  }
}

/** Too little was seen to tell. */
export function untold({ candidate }: Side, metric: MetricKey): Settled {
  return unknown({ candidate, metric })
}

function fewRuns(assumed: number | undefined, runs: number): string {
  if (assumed === undefined) return ''
  const do_ = runs === 1 ? 'one earlier run does' : `${runs} earlier runs do`
  return `; ${do_} not tell how much runs differ, ${assumed * 100} % assumed`
}
