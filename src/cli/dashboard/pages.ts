import { html } from '../../report/html/html.js'
import type { ReportSoFar } from '../../report/html/live/news.js'
import { dataOf, type Page, type PageAssets, renderMain, renderPage } from '../../report/html/page.js'
import { pageOf } from '../../report/html/render-html.js'
import type { Results } from '../../results/results.js'

/** What a run is about, before it has any results. */
export interface RunName {
  readonly scenario: string
  readonly description: string
  readonly candidates: readonly string[]
}

/** The page of a run that is still on, made again only where there is more to show. */
export class Pages {
  readonly #name: RunName
  readonly #assets: PageAssets
  #results: Results | undefined
  #made: Page | undefined

  constructor(name: RunName, assets: PageAssets) {
    this.#name = name
    this.#assets = assets
  }

  /** There is more to show. */
  measured(results: Results): void {
    // The ideal alone is no report.
    if (results.candidates.length === 0) return
    this.#results = results
    this.#made = undefined
  }

  /** As a browser gets it that has just come. */
  whole(): string {
    return renderPage(this.#page(), this.#assets)
  }

  /** What a page that is open is to show from now on; undefined before there are results. */
  report(): ReportSoFar | undefined {
    if (this.#results === undefined) return undefined
    const page = this.#page()
    return { main: renderMain(page).toString(), data: dataOf(page) }
  }

  #page(): Page {
    this.#made ??= {
      ...(this.#results === undefined ? beforeResults(this.#name) : pageOf(this.#results, 'on')),
      live: true,
    }
    return this.#made
  }
}

function beforeResults({ scenario, description, candidates }: RunName): Page {
  const lead = html`<noscript><p class="note">To follow the run takes JavaScript; without it, load this page again now and then.</p></noscript>
<p>The report appears here as trials end.</p>`
  return { title: `lbbench: ${scenario}`, description, lead, sections: [], candidates, charts: [] }
}
