import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { renderComment } from '../../src/report/ci/comment.js'
import type { Results } from '../../src/results/results.js'
import { nastyText } from '../report/ci/verdicts.js'
import { rich, virtual } from '../report/fixture.js'
import { syntheticResults } from '../results/synthetic.js'
import { useBrowser } from './open-page.js'

const require = createRequire(import.meta.url)
const source = readFileSync(require.resolve('@mermaid-js/tiny/dist/mermaid.tiny.js'), 'utf8')

/** What GitHub and GitLab draw charts with, in a real browser: nothing else knows whether it takes them. */
describe('charts of a comment, by mermaid', () => {
  const open = useBrowser()

  it.each([
    ['a run of everything', rich],
    ['virtual time', virtual],
    ...[2, 9, 24].map((count): [string, Results] => [
      `${count} candidates`,
      runOf([...Array(count).keys()].map(k => `c${k}`)),
    ]),
  ])('%s', async (_, results) => {
    const page = await mermaidIn(open)
    for (const chart of chartsOf(results)) {
      const { bars, words } = await drawn(page, chart)
      expect(bars).toBe(Math.min(16, results.candidates.length))
      for (const { id } of results.candidates.slice(0, 16)) expect(words).toContain(id)
    }
  })

  it('whatever candidates are called', async () => {
    const page = await mermaidIn(open)
    const property = fc.asyncProperty(fc.uniqueArray(nastyText, { minLength: 2, maxLength: 6 }), async names => {
      const ids = names.map((name, k) => `${k}${name}`)
      const results = { ...renamed(virtual, ids), scenario: { ...virtual.scenario, name: ids[0]! } }
      for (const chart of chartsOf(results)) expect((await drawn(page, chart)).bars).toBe(2)
    })
    await fc.assert(property, { numRuns: 40, seed: 1 })
  })

  it('and would say so of one that is none', async () => {
    const page = await mermaidIn(open)
    await expect(drawn(page, 'xychart-beta horizontal\n    title "never closed\n    bar [1, 2]')).rejects.toThrow(
      /Parse error|Lexical error/,
    )
  })
})

function runOf(candidates: readonly string[]): Results {
  return syntheticResults(
    candidates.map((candidate, k) => ({ candidate, factor: 1 + k / 4, requests: 1200 })),
    1,
  )
}

function renamed(results: Results, ids: readonly string[]): Results {
  return { ...results, candidates: results.candidates.map((one, k) => ({ ...one, id: ids[k]! })) }
}

/** One at least: a comment without a chart would pass every test. */
function chartsOf(results: Results): string[] {
  const found = [...renderComment(results, []).matchAll(/^```mermaid\n(.*?)\n```$/gms)].map(([, chart]) => chart!)
  expect(found.length).toBeGreaterThan(0)
  return found
}

async function mermaidIn(open: ReturnType<typeof useBrowser>): Promise<Page> {
  const page = await open('data:text/html,<!doctype html><title>charts</title>')
  await page.addScriptTag({ content: source })
  await page.evaluate('mermaid.initialize({ startOnLoad: false })')
  return page
}

/** How many bars there are, and all words. @throws where mermaid does not read it */
function drawn(page: Page, chart: string): Promise<{ bars: number; words: string }> {
  return page.evaluate(`mermaid.render('chart', ${JSON.stringify(chart)}).then(({ svg }) => {
    const picture = new DOMParser().parseFromString(svg, 'text/html')
    const words = [...picture.querySelectorAll('text')].map(one => one.textContent).join('\\n')
    return { bars: picture.querySelectorAll('[class^="bar-plot"] rect').length, words, svg }
  })`)
}
