import type { Results } from '../../../results/results.js'
import type { Chart } from './chart.js'
import { ecdfChart } from './ecdf-chart.js'
import { fairnessChart } from './fairness-chart.js'
import { fleetChart } from './fleet-chart.js'
import { inFlightHeat, shareHeat } from './heat-charts.js'
import { intervalsChart } from './intervals-chart.js'
import { errorsOverTime, p99OverTime } from './over-time-charts.js'
import { spectrumChart } from './spectrum-chart.js'
import { twinChart } from './twin-chart.js'

/** The charts of a run that have something to show, in the order of the page. */
export function chartsOf(results: Results): Chart[] {
  return makers.flatMap(make => make(results) ?? [])
}

const makers: readonly ((results: Results) => Chart | undefined)[] = [
  intervalsChart,
  spectrumChart,
  ecdfChart,
  p99OverTime,
  errorsOverTime,
  shareHeat,
  inFlightHeat,
  fairnessChart,
  fleetChart,
  twinChart,
]
