import { level, runsToTell, type Shift } from '../../history/shifts.js'
import type { Trend, TrendGroup, TrendSeries } from '../../history/trend.js'

/** A trend for programs; null stands for what was not measured, runs are counted from 1. */
export function renderTrendJson({ selection, leastChange, groups }: Trend): string {
  const value = {
    schema: 'lbbench/trend@1',
    metric: selection.metric,
    level,
    leastChange,
    runsToTell,
    groups: groups.map(groupOf),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

function groupOf({ runs, first, series }: TrendGroup): object {
  const { scenario, machine } = runs.at(-1)!
  return {
    scenario: { name: scenario.name, hash: scenario.hash },
    machine,
    firstRun: first,
    runs: runs.map(({ at, commit, dirty, judgements }) => ({ at, commit, dirty, judgements })),
    series: series.map(one => seriesOf(one, first)),
  }
}

function seriesOf({ candidate, values, distrusted, exact, shifts }: TrendSeries, first: number): object {
  return {
    candidate,
    exact,
    distrusted,
    values: values.map(value => value ?? null),
    changes: shifts.map(({ run, ...shift }: Shift) => ({ run: first + run, ...shift })),
  }
}
