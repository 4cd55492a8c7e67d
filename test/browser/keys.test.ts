import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './open-page.js'
import { runPages } from './run-pages.js'

const open = useBrowser()
let drill = ''
beforeAll(async () => {
  drill = await runPages.drill()
})

interface Reading {
  readonly figure: Locator
  /** What is said aloud. */
  said(): Promise<string>
  /** How many words the picture has. */
  words(): Promise<number>
}

/** A chart with the keyboard in it. */
async function focusOn(page: Page, chart: string): Promise<Reading> {
  const figure = page.locator(`figure[data-chart="${chart}"]`)
  await figure.locator('.drawing').focus()
  return {
    figure,
    said: async () => (await figure.locator('[aria-live]').textContent()) ?? '',
    words: () => figure.locator('svg text').count(),
  }
}

/** "at 3.4 s, ..." */
const secondsOf = (said: string): number => Number(/^at ([\d.]+) s, /.exec(said)?.[1])

describe('the arrow keys', () => {
  it('go through a chart, to its ends, show what is there, and say it aloud', async () => {
    const page = await open(drill)
    const { said, words } = await focusOn(page, 'p99-over-time')
    const before = await words()
    await page.keyboard.press('ArrowRight')
    const first = await said()
    for (const id of ['rr', 'lc', 'p2c']) expect(first).toMatch(new RegExp(`, ${id} [\\d.]+ ms`))
    expect(await words()).toBeGreaterThan(before)
    await page.keyboard.press('ArrowRight')
    expect(secondsOf(await said())).toBeGreaterThan(secondsOf(first))
    await page.keyboard.press('ArrowLeft')
    expect(await said()).toBe(first)
    await page.keyboard.press('End')
    const last = await said()
    await page.keyboard.press('ArrowRight')
    expect(await said()).toBe(last)
    expect(secondsOf(last)).toBeGreaterThan(18)
    await page.keyboard.press('Home')
    expect(await said()).toBe(first)
  })

  it('are left to the page by Escape, and the picture is as it was', async () => {
    const page = await open(drill)
    const { said, words, figure } = await focusOn(page, 'spectrum')
    const before = await words()
    await page.keyboard.press('End')
    expect(await words()).toBeGreaterThan(before)
    await page.keyboard.press('Escape')
    expect(await words()).toBe(before)
    expect(await said()).toBe('')
    expect(await figure.locator(':focus').count()).toBe(0)
  })

  it('go from backend to backend where a picture has rows', async () => {
    const page = await open(drill)
    const { said } = await focusOn(page, 'share-over-time')
    await page.keyboard.press('ArrowDown')
    expect(await said()).toMatch(/^rr, b1, at 0 s, [\d.]+x of its fair share/)
    await page.keyboard.press('ArrowDown')
    expect(await said()).toMatch(/^rr, b2, at 0 s, /)
    await page.keyboard.press('ArrowRight')
    expect(secondsOf((await said()).replace('rr, b2, ', ''))).toBeGreaterThan(0)
  })

  it.each(['intervals', 'ecdf', 'in-flight-over-time', 'fairness'])('read %s', async chart => {
    const page = await open(drill)
    const { said, words } = await focusOn(page, chart)
    const before = await words()
    await page.keyboard.press('ArrowRight')
    expect(await said()).toMatch(/\d/)
    expect(await words()).toBeGreaterThan(before)
  })

  it('come after Tab, and the drawing says which there are', async () => {
    const page = await open(drill)
    const names = await page.locator('.drawing').evaluateAll(all => all.map(one => [one.tabIndex, one.ariaLabel]))
    expect(names.length).toBeGreaterThan(5)
    for (const [tab, name] of names) {
      expect(tab).toBe(0)
      expect(name).toMatch(/\S.* Arrow keys read the values, Escape leaves\.$/)
    }
  })
})
