import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './open-page.js'
import { runPages } from './run-pages.js'

const open = useBrowser()
let few = ''
let many = ''
beforeAll(async () => {
  few = await runPages.few()
  many = await runPages.many()
})

/** How much of a candidate's colour is drawn in a figure, px. */
function inkIn(page: Page, figure: string, color: number): Promise<number> {
  const own = `[stroke="var(--c${color})"], [fill="var(--c${color})"]`
  return page.locator(`figure[data-chart="${figure}"] svg`).evaluateAll(
    (drawings, colored) =>
      drawings
        .flatMap(drawing => [...drawing.querySelectorAll('path, line, rect, circle')])
        .filter(shape => shape.closest(colored) !== null)
        .reduce((sum, shape) => sum + shape.getTotalLength(), 0),
    own,
  )
}

describe('a candidate', () => {
  it('is taken out of the charts, and put back, by its box', async () => {
    const page = await open(few)
    const boxes = page.locator('input[data-candidate]')
    const all = await inkIn(page, 'spectrum', 1)
    expect(all).toBeGreaterThan(100)
    await boxes.nth(1).uncheck()
    expect(await inkIn(page, 'spectrum', 1)).toBe(0)
    expect(await inkIn(page, 'spectrum', 0)).toBeGreaterThan(100)
    await boxes.nth(1).check()
    expect(await inkIn(page, 'spectrum', 1)).toBeCloseTo(all)
  })

  it('beyond the eighth is drawn once it is asked for', async () => {
    const page = await open(many)
    const boxes = page.locator('input[data-candidate]')
    expect(await boxes.count()).toBe(12)
    expect(await page.locator('input[data-candidate]:checked').count()).toBe(8)
    const before = await inkIn(page, 'spectrum', 3)
    expect(before).toBeGreaterThan(100)
    await boxes.nth(11).check()
    expect(await inkIn(page, 'spectrum', 3)).toBeGreaterThan(1.3 * before)
  })

  it('may be the only one, or none, without anything going wrong', async () => {
    const page = await open(few)
    for (const box of await page.locator('input[data-candidate]').all()) await box.uncheck()
    expect(await inkIn(page, 'spectrum', 0)).toBe(0)
  })
})

/** The first column with numbers of the first table that can be sorted, as it stands. */
async function columnOf(page: Page, column: number): Promise<readonly number[]> {
  const cells = await page.locator(`table.sortable >> nth=0 >> tbody tr > :nth-child(${column + 1})`).allInnerTexts()
  return cells.map(text => Number.parseFloat(text.replace(/^[^\d-]+/, '')))
}

describe('a table', () => {
  it('sorts by the number in a column, up and down, and says so', async () => {
    const page = await open(many)
    const heads = page.locator('table.sortable >> nth=0 >> thead th')
    const column = (await heads.allInnerTexts()).indexOf('p99, ms')
    const head = heads.nth(column)
    await head.locator('button').click()
    const up = await columnOf(page, column)
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    expect(up).toEqual([...up].sort((a, b) => a - b))
    await head.locator('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect(await columnOf(page, column)).toEqual([...up].sort((a, b) => b - a))
    expect(await page.locator('table.sortable >> nth=0 >> th[aria-sort]').count()).toBe(1)
  })

  it('says how it is sorted at first, and takes the best as 1 times the best', async () => {
    const page = await open(few)
    const heads = page.locator('#ranking-table thead th')
    const names = await heads.allInnerTexts()
    expect(await heads.nth(names.findIndex(name => name.startsWith('standing'))).getAttribute('aria-sort')).toBe(
      'ascending',
    )
    const head = heads.nth(names.findIndex(name => name.startsWith('p99 / best')))
    await head.locator('button').click()
    expect(await page.locator('#ranking-table tbody tr').first().locator('.standing').textContent()).toMatch(
      /^(best|~)/,
    )
    expect(await page.locator('[role=status]').textContent()).toBe('Sorted by p99 / best, ascending')
  })

  it('sorts by the keyboard alone', async () => {
    const page = await open(few)
    for (let tab = 0; tab < 40; tab++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(`document.activeElement.closest('th') !== null`)) break
    }
    const focused = page.locator('th:has(:focus)')
    expect(await focused.count()).toBe(1)
    expect(
      await page
        .locator('th :focus')
        .evaluate(button => button.ownerDocument.defaultView.getComputedStyle(button).outlineStyle),
    ).not.toBe('none')
    await page.keyboard.press('Enter')
    expect(await focused.getAttribute('aria-sort')).toBe('ascending')
    await page.keyboard.press('Space')
    expect(await focused.getAttribute('aria-sort')).toBe('descending')
  })
})

const colorsOf = (page: Page): Promise<readonly string[]> =>
  page.locator('body').evaluate(body => {
    const { getComputedStyle } = body.ownerDocument.defaultView
    const line = body.querySelector('figure svg [stroke="var(--c0)"]')
    const { color, backgroundColor } = getComputedStyle(body)
    return [color, backgroundColor, getComputedStyle(line).stroke]
  })

describe('light and dark', () => {
  it('are as the system wants, and differ in ground, text and lines', async () => {
    const light = await colorsOf(await open(few))
    const dark = await colorsOf(await open(few, { dark: true }))
    for (const [i, color] of light.entries()) expect(color).not.toBe(dark[i])
  })

  it('are changed by the button, and stay so', async () => {
    const page = await open(few)
    const light = await colorsOf(page)
    await page.locator('#theme').click()
    const dark = await colorsOf(page)
    expect(dark).toEqual(await colorsOf(await open(few, { dark: true })))
    await page.reload()
    expect(await colorsOf(page)).toEqual(dark)
    await page.locator('#theme').click()
    expect(await colorsOf(page)).toEqual(light)
  })
})

describe('on paper', () => {
  it('is light, without what can only be pressed, and as wide as paper', async () => {
    const page = await open(few, { dark: true })
    await page.emulateMedia({ media: 'print' })
    const light = await open(few)
    expect((await colorsOf(page))[0]).toBe((await colorsOf(light))[0])
    for (const pressed of ['#theme', '#toggles']) expect(await page.locator(pressed).isVisible()).toBe(false)
    const numbers = page.locator('details.numbers table').first()
    expect(await numbers.isVisible()).toBe(true)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('repeats the heads of a table on each page it goes on to, and cuts no picture in two', async () => {
    const page = await open(few)
    await page.emulateMedia({ media: 'print' })
    const styles = await page.locator('#main').evaluate(main => {
      const { getComputedStyle } = main.ownerDocument.defaultView
      const of = (selector: string) => getComputedStyle(main.querySelector(selector))
      return {
        head: of('thead').display,
        button: of('thead button').display,
        figure: of('figure').breakInside,
        highest: of('figure svg').maxHeight,
      }
    })
    // Chromium repeats no head that has a button's box in it; A4 is 267 mm between its margins, of which a title needs some.
    expect(styles).toMatchObject({ head: 'table-header-group', button: 'contents', figure: 'avoid' })
    expect(Number.parseFloat(styles.highest)).toBeLessThan((250 / 25.4) * 96)
  })
})

describe('the pointer', () => {
  it('over a line shows its value', async () => {
    const page = await open(few)
    const drawing = page.locator('figure[data-chart="spectrum"] svg').first()
    await drawing.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await drawing.boundingBox())!
    const before = await drawing.innerHTML()
    await page.mouse.move(x + width / 2, y + height / 2)
    await page.mouse.move(x + width / 2 + 3, y + height / 2)
    await expect.poll(() => drawing.innerHTML()).not.toBe(before)
    const said = await drawing.evaluate(svg => svg.textContent)
    expect(said).toMatch(/\d ?ms/)
  })
})
