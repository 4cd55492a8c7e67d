// Makes docs/images/*.png again, from the committed run in reports/golden/uneven: run it by hand (`npm run screenshots`) after
// the page has changed, and look at them. Needs `npm run build`, and Chromium on PATH or where Debian has it.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { pageAssets } from '../dist/cli/page-assets.js'
import { findProgram } from '../dist/live/programs/find-program.js'
import { renderHtml } from '../dist/report/html/render-html.js'
import { readResults } from '../dist/results/results-file.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'docs', 'images')
const folder = mkdtempSync(join(tmpdir(), 'lbbench-screenshots-'))
const path = join(folder, 'report.html')
writeFileSync(path, renderHtml(await readResults(join(root, 'reports/golden/uneven')), await pageAssets()))
mkdirSync(images, { recursive: true })

const executablePath = ['chromium', 'chromium-browser', 'google-chrome'].map(findProgram).find(Boolean)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const colorScheme of ['light', 'dark']) {
  const viewport = { width: 1100, height: 1180 }
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' })
  await page.goto(pathToFileURL(path).href)
  const file = join(images, `report-${colorScheme}.png`)
  await page.screenshot({ path: file })
  console.log(`docs/images/report-${colorScheme}.png: ${Math.round(statSync(file).size / 1000)} kB`)
}
await browser.close()
rmSync(folder, { recursive: true })
