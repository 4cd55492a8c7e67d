import type { Chart } from '../../report/html/chart/chart.js'

/** Of the candidates that a chart knows anything of, how many are drawn: a picture without somebody must say so. */
export function drawnOf(chart: Chart, shown: ReadonlySet<string>): { readonly drawn: number; readonly all: number } {
  const known = [...new Set(candidatesOf(chart))]
  return { drawn: known.filter(id => shown.has(id)).length, all: known.length }
}

function candidatesOf(chart: Chart): string[] {
  switch (chart.kind) {
    case 'lines':
      return chart.data.lines
        .filter(({ role, values }) => role === 'candidate' && values.some(value => value !== null))
        .map(({ id }) => id)
    case 'ranges':
      return chart.data.rows.map(({ candidate }) => candidate)
    case 'heat':
      return chart.data.strips.map(({ candidate }) => candidate)
    case 'shares':
      return chart.data.panels.filter(({ bars }) => bars.length > 0).map(({ candidate }) => candidate)
    case 'fleet':
      return chart.data.panels.map(({ candidate }) => candidate)
    case 'trade':
      return chart.data.points.map(({ candidate }) => candidate)
  }
}
