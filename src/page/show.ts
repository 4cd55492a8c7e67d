import type { PageData } from '../report/html/page.js'
import { offerCopies } from './copy.js'
import { showFigures } from './figures.js'
import { openForPrint } from './print.js'
import { offerSorting } from './sort.js'

let end = new AbortController()

/** Brings what stands in `<main>` to life. Called again where that was replaced. */
export function show(data: PageData): void {
  end.abort()
  end = new AbortController()
  const main = document.querySelector<HTMLElement>('#main')!
  offerSorting(main)
  offerCopies(main)
  openForPrint(main, end.signal)
  showFigures(main, data, end.signal)
}
