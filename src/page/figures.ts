import type { PageData } from '../report/html/page.js'
import { drawnOf } from './charts/drawn.js'
import { drawChart } from './charts/index.js'
import { offerKeys } from './keys.js'
import { lookOf } from './look-of.js'

/** px between the margins of A4 at 96 dpi. */
const paperWidth = 680

/** Draws each figure's chart, and again whenever its width or the choice of candidates changes, and for paper. */
export function showFigures(main: HTMLElement, data: PageData, signal: AbortSignal): void {
  const { candidates, charts } = data
  const boxes = [...main.querySelectorAll<HTMLInputElement>('input[data-candidate]')]
  const figures = charts.flatMap(chart => {
    const place = main.querySelector<HTMLElement>(`figure[data-chart="${CSS.escape(chart.id)}"] .drawing`)
    return place === null ? [] : [{ chart, place }]
  })
  const draw = (width?: number): void => {
    const shown = shownBy(boxes, candidates)
    for (const { chart, place } of figures) {
      const { drawn, all } = drawnOf(chart, shown)
      place.replaceChildren(drawChart(chart, lookOf(data, width ?? place.clientWidth, shown)))
      place.parentElement!.querySelector('.drawn')?.remove()
      if (drawn > 0 && drawn < all) place.after(noteOn(drawn, all))
    }
  }
  for (const { chart, place } of figures) offerKeys(place, chart.title, signal)
  main.querySelector('#toggles')?.removeAttribute('hidden')
  for (const box of boxes) box.addEventListener('change', () => draw(), { signal })
  addEventListener('beforeprint', () => draw(paperWidth), { signal })
  addEventListener('afterprint', () => draw(), { signal })
  onWidth(main, draw, signal)
  draw()
}

/** "8 of 14 candidates drawn", and on a screen how to have others. */
function noteOn(drawn: number, all: number): Element {
  const note = document.createElement('p')
  note.className = 'note drawn'
  const how = document.createElement('span')
  how.textContent = '; tick others above to see them'
  note.append(`${drawn} of ${all} candidates drawn`, how)
  return note
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
