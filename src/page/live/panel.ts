import type { Chart } from '../../report/html/chart/chart.js'
import type { Ending, News } from '../../report/html/live/news.js'
import { drawnOf } from '../charts/drawn.js'
import { drawChart } from '../charts/index.js'
import { lookOf } from '../look-of.js'

/** What is shown of a run that is on. */
export interface Panel {
  readonly element: Element
  show(news: News): void
  /** The server does not answer; `hoping` that it will. */
  lost(hoping: boolean): void
  over(ending: Ending): void
}

/** Puts it below the title. */
export function openPanel(candidates: readonly string[]): Panel {
  const element = made('section', { id: 'now', 'aria-labelledby': 'now-title' })
  const title = made('h2', { id: 'now-title' }, 'Connecting')
  const state = made('p', { role: 'status' })
  const bar = made('progress', { max: '1', 'aria-label': 'of the whole run', value: '0' })
  const progress = made('p', { class: 'progress' })
  const numbers = made('dl', {})
  const charts = made('div', { class: 'charts' })
  element.append(title, state, bar, progress, numbers, charts)
  document.querySelector('main header')!.after(element)
  return {
    element,
    show(news) {
      element.classList.remove('lost')
      setText(state, news.remark)
      setText(title, news.title)
      setText(progress, news.progress)
      bar.setAttribute('value', news.done.toFixed(4))
      numbers.replaceChildren(...news.numbers.map(pair))
      // All are there before any is drawn: how wide one is depends on how many there are.
      const figures = news.charts.map(chart => figureIn(charts, chart))
      for (const [i, chart] of news.charts.entries()) draw(figures[i]!, chart, candidates)
    },
    lost(hoping) {
      element.classList.add('lost')
      state.textContent = hoping
        ? 'The run does not answer. Trying again.'
        : 'The run does not answer any more: it has been ended, or it is on a machine that is not reached.'
    },
    over({ says, failed }) {
      element.className = failed ? 'over failed' : 'over'
      title.textContent = failed ? 'The run ended early' : 'The run is over'
      state.textContent = says
      for (const part of [bar, progress, numbers, charts]) part.remove()
    },
  }
}

function pair([name, value]: readonly [string, string]): Element {
  return made('div', {}, made('dt', {}, name), made('dd', {}, value))
}

/** The figure of a chart, added where it is not there yet. */
function figureIn(charts: Element, { id, title }: Chart): Element {
  const known = charts.querySelector(`#${CSS.escape(id)}`)
  if (known !== null) return known
  const heading = made('h3', { id: `${id}-title` }, title)
  const figure = made('figure', { id, 'aria-labelledby': `${id}-title` }, heading, made('div', { class: 'drawing' }))
  charts.append(figure)
  return figure
}

/** Nobody's reading is taken away from under the pointer. What nobody can tell yet is a sentence: axes of nothing would be invented. */
function draw(figure: Element, chart: Chart, candidates: readonly string[]): void {
  if (figure.matches(':hover')) return
  const place = figure.querySelector('.drawing')!
  const look = lookOf({ candidates, invalid: [] }, place.clientWidth)
  const isEmpty = drawnOf(chart, look.shown).drawn === 0
  place.replaceChildren(isEmpty ? made('p', { class: 'note' }, chart.says) : drawChart(chart, look))
}

/** Leaves alone what is as it was, so that nothing is announced that did not change. */
function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function made(name: string, attributes: Readonly<Record<string, string>>, ...content: (Element | string)[]): Element {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...content)
  return element
}
