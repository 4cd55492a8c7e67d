import type { Chart } from '../report/html/chart/chart.js'
import type { PageData } from '../report/html/page.js'
import { drawChart } from './charts/index.js'

let stopShowing = (): void => {}

/** Draws the charts of what stands in `<main>`, and again whenever the page's width or the choice of candidates changes. */
export function show({ candidates, charts }: PageData): void {
  stopShowing()
  const end = new AbortController()
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-candidate]')]
  const draw = (): void => drawAll(charts, candidates, shownBy(boxes, candidates))
  const toggles = document.querySelector<HTMLElement>('#toggles')
  if (toggles !== null) toggles.hidden = false
  for (const box of boxes) box.addEventListener('change', draw, { signal: end.signal })
  addEventListener('resize', () => requestAnimationFrame(draw), { signal: end.signal })
  stopShowing = () => end.abort()
  draw()
}

function shownBy(boxes: readonly HTMLInputElement[], candidates: readonly string[]): ReadonlySet<string> {
  if (boxes.length === 0) return new Set(candidates)
  return new Set(boxes.filter(box => box.checked).map(box => box.dataset.candidate!))
}

function drawAll(charts: readonly Chart[], candidates: readonly string[], shown: ReadonlySet<string>): void {
  for (const chart of charts) {
    const place = document.querySelector(`figure[data-chart="${CSS.escape(chart.id)}"] .drawing`)
    if (place === null) continue
    const look = { width: place.clientWidth, shown, colorOf: (id: string) => `var(--c${candidates.indexOf(id) % 8})` }
    place.replaceChildren(drawChart(chart, look))
  }
}
