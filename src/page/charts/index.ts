import type { Chart } from '../../report/html/chart/chart.js'
import { drawnOf } from './drawn.js'
import { drawFleet } from './fleet.js'
import { drawHeat } from './heat.js'
import { drawLines } from './lines.js'
import type { Look } from './look.js'
import { drawRanges } from './ranges.js'
import { drawShares } from './shares.js'
import { svg } from './svg.js'
import { drawTrade } from './trade.js'

export type { Look } from './look.js'

/** A chart as SVG. */
export function drawChart(chart: Chart, look: Look): Element {
  const picture = draw(chart, { ...look, width: Math.max(280, Math.floor(look.width)) })
  inkWords(picture)
  // Plot names the groups of its marks, which only a thing with a role may be.
  for (const group of picture.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-label', chart.says)
  // To programs that read pages a picture is one thing: what Plot calls its parts is nothing they may be told.
  for (const part of picture.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
  return picture
}

/** Words in a candidate's colour are darker than its line where that is too pale to be read. */
function inkWords(picture: Element): void {
  for (const words of picture.querySelectorAll('text, tspan, g[aria-label="text"]')) {
    const [, color] = /^var\(--c(\d)\)$/.exec(words.getAttribute('fill') ?? '') ?? []
    if (color !== undefined) words.setAttribute('fill', `var(--ink${color})`)
  }
}

function draw(chart: Chart, look: Look): Element {
  if (look.shown.size === 0) return nothing('No candidate is chosen.', look)
  if (drawnOf(chart, look.shown).drawn === 0) return nothing('Nothing is known of who is chosen.', look)
  switch (chart.kind) {
    case 'lines':
      return drawLines(chart.data, look)
    case 'ranges':
      return drawRanges(chart.data, look)
    case 'heat':
      return drawHeat(chart.data, look)
    case 'shares':
      return drawShares(chart.data, look)
    case 'fleet':
      return drawFleet(chart.data, look)
    case 'trade':
      return drawTrade(chart.data, look)
  }
}

/** Axes of nothing would be invented. */
function nothing(says: string, { width }: Look): Element {
  const words = svg('text', { x: 0, y: 24, class: 'faint', 'font-size': 12, fill: 'currentColor' }, says)
  return svg('svg', { class: 'plot', width, height: 40, viewBox: `0 0 ${width} 40` }, words)
}
