import type { Ending, News, ReportSoFar } from '../../report/html/live/news.js'
import type { PageData } from '../../report/html/page.js'
import { show } from '../show.js'
import { keepingPlace } from './keeping-place.js'
import './live.css'
import { openPanel } from './panel.js'

/** A server that is lost is asked once a second; after so many times it will not come back. */
const mostAttempts = 5

/** Follows a run until it is over: a panel of what runs below the title, and below it the report of what is measured so far. */
export function follow({ candidates }: PageData): void {
  const panel = openPanel(candidates)
  const events = new EventSource('events')
  let attempts = 0
  const on = <T>(name: string, hear: (data: T) => void): void =>
    events.addEventListener(name, event => {
      attempts = 0
      hear(JSON.parse(event.data))
    })
  on<News>('news', news => panel.show(news))
  on<ReportSoFar>('report', report => keepingPlace(() => replace(report, panel.element)))
  on<Ending>('over', ending => {
    events.close()
    panel.over(ending)
  })
  events.addEventListener('error', () => {
    panel.lost(++attempts < mostAttempts)
    if (attempts >= mostAttempts) events.close()
  })
}

function replace({ main, data }: ReportSoFar, panel: Element): void {
  const place = document.querySelector('main')!
  place.innerHTML = main
  place.querySelector('header')!.after(panel)
  show(data)
}
