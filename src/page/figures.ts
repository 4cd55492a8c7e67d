import type { PageData } from '../report/html/page.js'
import { drawChart } from './charts/index.js'
import { lookOf } from './look-of.js'

/** px between the margins of A4 at 96 dpi. */
const paperWidth = 680

/** Draws each figure's chart, and again whenever its width or the choice of candidates changes, and for paper. */
export function showFigures(main: HTMLElement, { candidates, charts }: PageData, signal: AbortSignal): void {
  const boxes = [...main.querySelectorAll<HTMLInputElement>('input[data-candidate]')]
  const figures = charts.flatMap(chart => {
    const place = main.querySelector<HTMLElement>(`figure[data-chart="${CSS.escape(chart.id)}"] .drawing`)
    return place === null ? [] : [{ chart, place }]
  })
  const draw = (width?: number): void => {
    const shown = shownBy(boxes, candidates)
    for (const { chart, place } of figures)
      place.replaceChildren(drawChart(chart, lookOf(candidates, width ?? place.clientWidth, shown)))
  }
  main.querySelector('#toggles')?.removeAttribute('hidden')
  for (const box of boxes) box.addEventListener('change', () => draw(), { signal })
  addEventListener('beforeprint', () => draw(paperWidth), { signal })
  addEventListener('afterprint', () => draw(), { signal })
  onWidth(main, draw, signal)
  draw()
}

/** At most once a frame. */
function onWidth(main: HTMLElement, changed: () => void, signal: AbortSignal): void {
  let width = main.clientWidth
  const look = (): void => {
    if (main.clientWidth === width) return
    width = main.clientWidth
    changed()
  }
  addEventListener('resize', () => requestAnimationFrame(look), { signal })
}

function shownBy(boxes: readonly HTMLInputElement[], candidates: readonly string[]): ReadonlySet<string> {
  if (boxes.length === 0) return new Set(candidates)
  return new Set(boxes.filter(box => box.checked).map(box => box.dataset.candidate!))
}
