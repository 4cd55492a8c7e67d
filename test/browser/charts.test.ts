import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { pageAssets } from '../../src/cli/page-assets.js'
import type { PageAssets } from '../../src/report/html/page.js'
import { renderHtml } from '../../src/report/html/render-html.js'
import {
  renderCapacityHtml,
  renderScalingHtml,
  renderSweepHtml,
  renderVaryHtml,
} from '../../src/report/html/sweep/sweep-pages.js'
import { crashDrill } from '../report/drill/fixture.js'
import { rich } from '../report/fixture.js'
import { capacity, rich as sweep } from '../report/sweep/fixture.js'
import { scaling } from '../report/sweep/scaling/fixture.js'
import { lab } from '../report/sweep/vary/fixture.js'
import { useBrowser } from './open-page.js'

const pages: Readonly<Record<string, (assets: PageAssets) => string>> = {
  run: assets => renderHtml(rich, assets),
  drill: assets => renderHtml(crashDrill, assets),
  sweep: assets => renderSweepHtml(sweep, assets),
  scaling: assets => renderScalingHtml(scaling, assets),
  vary: assets => renderVaryHtml(lab, assets),
  capacity: assets => renderCapacityHtml(capacity, assets),
}

const open = useBrowser()
const urls = new Map<string, string>()
beforeAll(async () => {
  const assets = await pageAssets()
  for (const [name, render] of Object.entries(pages)) {
    const path = join(mkdtempSync(join(tmpdir(), 'lbbench-charts-')), `${name}.html`)
    writeFileSync(path, render(assets))
    urls.set(name, pathToFileURL(path).href)
  }
})

/** Words of charts that lie on other words, or outside of their picture. */
function untidy(page: Page): Promise<string[]> {
  return page.locator('figure[data-chart] svg').evaluateAll(pictures =>
    pictures.flatMap(picture => {
      const frame = picture.getBoundingClientRect()
      const words = [...picture.querySelectorAll('text')]
        .map(text => ({ says: text.textContent.trim(), box: text.getBoundingClientRect() }))
        .filter(({ says }) => says !== '')
      const outside = words
        .filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2)
        .map(({ says }) => `${says} is outside`)
      const over = words.flatMap(({ says, box: a }, i) =>
        words.slice(i + 1).flatMap(({ says: other, box: b }) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          // A line of text is higher than its letters.
          return across > 1 && down > 4 ? [`${says} lies on ${other}`] : []
        }),
      )
      return [...outside, ...over]
    }),
  )
}

describe.each(Object.keys(pages))('the charts of a page: %s', name => {
  it.each([360, 700, 1200])('have no word on another one, nor outside, %i px wide', async width => {
    const page = await open(urls.get(name)!, { width })
    expect(await page.locator('figure[data-chart] svg').count()).toBeGreaterThan(0)
    expect(await untidy(page)).toEqual([])
  })
})

/** Moves the pointer to a place in a figure, in shares of its picture; the words that were not there before. */
async function pointAt(page: Page, chart: string, [across, down]: readonly [number, number]): Promise<string> {
  const picture = page.locator(`figure[data-chart="${chart}"] svg`).first()
  await picture.scrollIntoViewIfNeeded()
  const before = (await picture.locator('text').allTextContents()).length
  const { x, y, width, height } = (await picture.boundingBox())!
  await page.mouse.move(x + width * across - 3, y + height * down)
  await page.mouse.move(x + width * across, y + height * down)
  await expect.poll(async () => (await picture.locator('text').count()) > before).toBe(true)
  return (await picture.locator('text').allTextContents()).slice(before).join(' | ')
}

describe('the pointer', () => {
  it('reads all candidates at one time', async () => {
    const page = await open(urls.get('drill')!)
    const said = await pointAt(page, 'p99-over-time', [0.4, 0.6])
    expect(said).toMatch(/^at [\d.]+ s/)
    for (const { id } of crashDrill.candidates)
      expect(said).toMatch(new RegExp(`${id.replace('?', '\\?')} \\| [\\d.,]+ ms`))
  })

  it('reads the cell of a heat strip: who, when, how much, and whether it was out', async () => {
    const page = await open(urls.get('drill')!)
    const { strips } = await page.locator('#data').evaluate(data => {
      const { charts } = JSON.parse(data.textContent) as { charts: { id: string; data: { strips: unknown[] } }[] }
      return charts.find(({ id }) => id === 'share-over-time')!.data
    })
    expect(strips).toHaveLength(crashDrill.candidates.length)
    expect(await pointAt(page, 'share-over-time', [0.2, 0.3])).toMatch(
      /^(rr|lc|p2c\?choices=3|nginx:rr), b[12], at [\d.]+ s \| of its fair share \| [\d.]+x/,
    )
  })

  it('takes nothing away: a chart is as it was once the pointer has left', async () => {
    const page = await open(urls.get('drill')!)
    const picture = page.locator('figure[data-chart="p99-over-time"] svg').first()
    const before = await picture.locator('text').count()
    await pointAt(page, 'p99-over-time', [0.4, 0.6])
    await page.mouse.move(1, 1)
    await expect.poll(() => picture.locator('text').count()).toBe(before)
  })
})

it('with no candidate chosen there is a sentence, and no axis of nothing', async () => {
  const page = await open(urls.get('run')!)
  for (const box of await page.locator('input[data-candidate]').all()) await box.uncheck()
  expect(await page.locator('figure[data-chart="spectrum"] svg text').allTextContents()).toEqual([
    'No candidate is chosen.',
  ])
})

it('whoever is not to be trusted is called so wherever a chart names it', async () => {
  const page = await open(urls.get('run')!)
  const named = await page
    .locator('figure[data-chart] svg')
    .evaluateAll(pictures =>
      pictures.flatMap(picture => [...picture.querySelectorAll('text')].map(text => text.textContent ?? '')),
    )
  expect(named.filter(text => text.startsWith('iphash') && !text.includes('(invalid)'))).toEqual([])
  expect(named.filter(text => text === 'iphash (invalid)').length).toBeGreaterThan(2)
  expect(named.filter(text => text.includes('lc (invalid)'))).toEqual([])
  expect(await page.locator('#toggles .mark').count()).toBe(1)
})
