import type { Trend, TrendGroup } from '../../history/trend.js'
import { inCharset } from '../ascii.js'
import { paint } from '../paint.js'
import { wrapped } from '../wrapped.js'
import { type TrendLook, trendChart } from './trend-chart.js'
import { trendMethod } from './trend-method.js'
import { apartFrom, groupTitle, seriesSentences } from './trend-sentences.js'

/** A trend for a person at a terminal: for each group of runs what changed and the chart; how changes were looked for. */
export function renderTrendTerminal(trend: Trend, look: TrendLook): string {
  const { strong, faint } = paint(look.color)
  const lines = (texts: readonly string[], style: (text: string) => string): string =>
    texts
      .flatMap(text => wrapped(text, look.width, '  '))
      .map(style)
      .join('\n')
  const part = (group: TrendGroup, i: number): string[] => {
    const apart = apartFrom(trend.groups.slice(0, i), group)
    return [
      lines([groupTitle(group), ...(apart === undefined ? [] : [apart])], faint),
      trendChart(group, trend.selection.metric, look).join('\n'),
      lines(
        group.series.flatMap(one => seriesSentences(one, group, trend)),
        strong,
      ),
    ]
  }
  return inCharset(`${[...trend.groups.flatMap(part), lines(trendMethod(trend), faint)].join('\n\n')}\n`, look.charset)
}
