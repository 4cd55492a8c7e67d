import { conclusion } from '../../report/conclusion.js'
import { wrapped } from '../../report/wrapped.js'
import type { Results } from '../../results/results.js'

const who =
  "Round robin (rr), least connections (lc), a hash of the client's address (iphash) and the better of two drawn at random (p2c) met the same requests, in virtual time."

const next = `Next:
  lbbench compare uneven   another question, live: real HTTP, about a minute
  lbbench init             your own fleet as a scenario, ready to run
  lbbench explain p99      what a word of the report means
`

/**
 * What the demo says: what befell whom, what came of it, where the page is, and what to do next.
 * @param page as to be shown
 */
export function demoText(
  results: Results,
  page: { readonly path: string; readonly url: string },
  width: number,
): string {
  const paragraph = (...sentences: string[]): string =>
    `${sentences.flatMap(sentence => wrapped(sentence, width)).join('\n')}\n`
  return [
    paragraph(`${results.scenario.description} ${who}`),
    paragraph(...conclusion(results)),
    `Report with charts: ${page.path}\n${page.url}\n`,
    next,
  ].join('\n')
}
