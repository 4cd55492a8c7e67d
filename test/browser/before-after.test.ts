import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { renderBesideHtml } from '../../src/report/beside/html/beside-page.js'
import { beside, later, made } from '../beside/runs.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { seriousFaults } from './axe.js'
import { useBrowser } from './open-page.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-before-after-'))
afterAll(() => rmSync(folder, { recursive: true }))

const asset = (name: string): string => readFileSync(join(packageRoot, 'dist/page', name), 'utf8')
const both = beside(made({ factors: { rr: 1, lc: 1 } }), later(made({ factors: { rr: 1, lc: 0.7 }, seed: 1 })))
const file = join(folder, 'before-after.html')
writeFileSync(file, renderBesideHtml(both, { script: asset('page.js'), style: asset('page.css') }))
const url = pathToFileURL(file).href

const open = useBrowser()

it('draws both runs in each chart, and a candidate goes and comes back with both its lines', async () => {
  const page = await open(url)
  const lines = page.locator('[data-chart=spectrum] svg g[stroke-linecap=round] > path')
  await expect.poll(() => lines.count()).toBe(4)
  await page.getByRole('checkbox', { name: 'lc' }).uncheck()
  await expect.poll(() => lines.count()).toBe(2)
  await page.getByRole('checkbox', { name: 'lc' }).check()
  await expect.poll(() => lines.count()).toBe(4)
  for (const id of ['before-after', 'changes'])
    expect(await page.locator(`[data-chart=${id}] svg`).count()).toBeGreaterThan(0)
})

it('sorts its table by the change', async () => {
  const page = await open(url)
  await page.getByRole('button', { name: 'change' }).first().click()
  expect(await page.locator('#changed table.sortable tbody tr').first().textContent()).toMatch(/^lc/)
})

it.each([
  ['light', { dark: false, width: 1200 }],
  ['dark', { dark: true, width: 1200 }],
  ['on a phone', { dark: false, width: 360 }],
])('%s: nothing is wider than the window, and axe has nothing serious to say', async (_, look) => {
  const page = await open(url, look)
  await page.locator('[data-chart=changes] svg').first().waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
  expect(await seriousFaults(page)).toEqual([])
})
