import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { pageAssets } from '../../src/cli/page-assets.js'
import * as pages from '../../src/report/html/sweep/sweep-pages.js'
import { capacity, rich } from '../report/sweep/fixture.js'
import { scaling } from '../report/sweep/scaling/fixture.js'
import { lab } from '../report/sweep/vary/fixture.js'
import { seriousFaults } from './axe.js'
import { useBrowser } from './open-page.js'

const open = useBrowser()

describe.each([
  ['sweep', pages.renderSweepHtml.bind(undefined, rich)],
  ['scaling', pages.renderScalingHtml.bind(undefined, scaling)],
  ['vary', pages.renderVaryHtml.bind(undefined, lab)],
  ['capacity', pages.renderCapacityHtml.bind(undefined, capacity)],
] as const)('the page of %s', (name, render) => {
  it.each([
    ['light', { dark: false, width: 1200 }],
    ['dark', { dark: true, width: 1200 }],
    ['on a phone', { dark: false, width: 360 }],
  ])('%s: draws its chart, nothing is wider than the window, axe has nothing serious to say', async (_, look) => {
    const path = join(mkdtempSync(join(tmpdir(), 'lbbench-sweep-')), `${name}.html`)
    writeFileSync(path, render(await pageAssets()))
    const page = await open(pathToFileURL(path).href, look)
    await page.locator('figure[data-chart] svg').first().waitFor()
    expect(await page.locator('#trust').count()).toBe(1)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
    expect(await seriousFaults(page)).toEqual([])
  })
})
