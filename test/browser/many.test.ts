import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Chart } from '../../src/report/html/chart/chart.js'
import { useBrowser } from './open-page.js'
import { alikePage, runPages } from './run-pages.js'

const open = useBrowser()
let many = ''
let alike = ''
beforeAll(async () => {
  many = await runPages.many()
  alike = await alikePage()
})

const wordsOf = (page: Page, chart: string): Promise<string[]> =>
  page.locator(`figure[data-chart="${chart}"] svg text`).allTextContents()

describe('a chart of more candidates than it draws', () => {
  it('says how many of how many, and no longer once all are drawn', async () => {
    const page = await open(many)
    const notes = page.locator('.drawn')
    expect(await notes.count()).toBe(await page.locator('figure[data-chart]').count())
    for (const text of await notes.allTextContents()) expect(text).toMatch(/^8 of 12 candidates drawn; tick others/)
    for (const box of await page.locator('input[data-candidate]').all()) await box.check()
    expect(await notes.count()).toBe(0)
  })

  it('says on paper how many, but not to tick anything', async () => {
    const page = await open(many)
    await page.emulateMedia({ media: 'print' })
    const note = page.locator('.drawn').first()
    expect(await note.isVisible()).toBe(true)
    expect(await note.locator('span').isVisible()).toBe(false)
  })

  it('has the best first, as the boxes have', async () => {
    const page = await open(many)
    const boxes = await page.locator('input[data-candidate]').evaluateAll(all => all.map(box => box.dataset.candidate))
    const charts: readonly Chart[] = await page.locator('#data').evaluate(data => JSON.parse(data.textContent).charts)
    for (const chart of charts) {
      if (chart.kind === 'heat') expect(chart.data.strips.map(({ candidate }) => candidate)).toEqual(boxes)
      if (chart.kind === 'shares') expect(chart.data.panels.map(({ candidate }) => candidate)).toEqual(boxes)
    }
  })
})

describe('lines that are the same', () => {
  it('are drawn once, by all their names, and read one by one', async () => {
    const page = await open(alike)
    for (const chart of ['spectrum', 'p99-over-time', 'ecdf']) {
      const words = await wordsOf(page, chart)
      expect(words).toContain('rr, edf, static-rr')
      for (const name of ['rr', 'edf', 'static-rr']) expect(words).not.toContain(name)
      expect(words).toContain('lc')
    }
    await page.locator('figure[data-chart="spectrum"] .drawing').focus()
    await page.keyboard.press('End')
    const words = await wordsOf(page, 'spectrum')
    for (const name of ['rr', 'edf', 'static-rr']) expect(words).toContain(name)
  })

  it('have the names of those that are shown', async () => {
    const page = await open(alike)
    await page.locator('input[data-candidate="rr"]').uncheck()
    expect(await wordsOf(page, 'spectrum')).toContain('edf, static-rr')
  })

  it('have their names above on a narrow screen', async () => {
    const page = await open(alike, { width: 360 })
    expect(await wordsOf(page, 'spectrum')).toContain('rr, edf, static-rr')
  })
})
