import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from './axe.js'
import { useBrowser } from './open-page.js'
import { hostileNames, type RunPage, runPages } from './run-pages.js'

const names = Object.keys(runPages) as RunPage[]
const open = useBrowser()
const urls = new Map<RunPage, string>()
beforeAll(async () => {
  for (const name of names) urls.set(name, await runPages[name]())
})
const url = (name: RunPage): string => urls.get(name)!

/** By id, how much is drawn in each figure: lines, areas and dots in a colour of a candidate or a scale, as long as they are, px. */
function inkOf(page: Page): Promise<Record<string, number>> {
  return page.locator('figure[data-chart]').evaluateAll(figures =>
    Object.fromEntries(
      figures.map(figure => {
        const shapes = [...figure.querySelectorAll('path, line, rect, circle, polygon')]
        const inked = shapes.filter(shape => shape.closest('[stroke^="var(--"], [fill^="var(--"]') !== null)
        return [figure.dataset.chart!, inked.reduce((sum, shape) => sum + shape.getTotalLength(), 0)]
      }),
    ),
  )
}

describe.each(names)('the page of a run: %s', name => {
  it('draws something in each of its figures, as a drawing with a name', async () => {
    const page = await open(url(name))
    const ink = await inkOf(page)
    expect(Object.keys(ink).length).toBeGreaterThan(2)
    expect(Object.entries(ink).filter(([, length]) => !(length > 20))).toEqual([])
    const drawn = await page
      .locator('figure[data-chart] .drawing > *')
      .evaluateAll(all => all.map(one => one.getAttribute('aria-label')))
    expect(drawn.filter(label => !label)).toEqual([])
  })

  it('has no serious fault for people or programs that read it otherwise, light or dark', async () => {
    const page = await open(url(name))
    expect(await seriousFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await seriousFaults(page)).toEqual([])
  })

  it('fits a telephone: what is wider scrolls within itself', async () => {
    const page = await open(url(name), { width: 360 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(Object.entries(await inkOf(page)).filter(([, length]) => !(length > 20))).toEqual([])
  })

  it('says all it has to say without scripts', async () => {
    const page = await open(url(name), { scripts: false })
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain('Charts need JavaScript')
    expect(text.length).toBeGreaterThan(500)
    const tables = await page
      .locator('figure[data-chart] details table tbody')
      .evaluateAll(all => all.map(body => body.querySelectorAll('tr').length))
    expect(tables.length).toBeGreaterThan(2)
    expect(tables.filter(rows => rows === 0)).toEqual([])
  })
})

describe('names', () => {
  it('are text, whatever they are', async () => {
    const page = await open(url('hostile'))
    const text = (await page.locator('main').textContent()) ?? ''
    const shown = await page
      .locator('input[data-candidate]')
      .evaluateAll(boxes => boxes.map(box => box.dataset.candidate))
    for (const name of hostileNames.slice(0, shown.length)) {
      expect(shown).toContain(name)
      expect(text).toContain(name)
    }
    expect(await page.locator('main img, main script').count()).toBe(0)
  })
})
