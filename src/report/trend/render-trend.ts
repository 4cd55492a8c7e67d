import type { Trend } from '../../history/trend.js'
import type { TrendLook } from './trend-chart.js'
import { renderTrendJson } from './trend-json.js'
import { renderTrendMarkdown } from './trend-markdown.js'
import { renderTrendTerminal } from './trend-terminal.js'

export const trendFormats = ['terminal', 'markdown', 'json'] as const
export type TrendFormat = (typeof trendFormats)[number]

/** A trend as text in one of the formats, ended by a newline. `look` matters to the terminal only. */
export function renderTrend(trend: Trend, format: TrendFormat, look: TrendLook): string {
  return renderers[format](trend, look)
}

const renderers: Readonly<Record<TrendFormat, (trend: Trend, look: TrendLook) => string>> = {
  terminal: renderTrendTerminal,
  markdown: renderTrendMarkdown,
  json: renderTrendJson,
}
