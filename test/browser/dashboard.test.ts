import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pageAssets } from '../../src/cli/page-assets.js'
import { serveDashboard } from '../../src/live/dashboard/dashboard-server.js'
import { html } from '../../src/report/html/html.js'
import { renderPage } from '../../src/report/html/page.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { seriousFaults } from './axe.js'
import { openWindows, useBrowser } from './open-page.js'

/** So long somebody waits for what has to appear, ms: others use the machine, too. */
const patience = { timeout: 80_000 }

/** A run of the compiled program with a dashboard, and where that is. */
interface Run {
  readonly url: string
  readonly origin: string
  readonly out: string
  /** Resolves to the exit status. */
  readonly over: Promise<number | null>
  /** As Ctrl-C does. */
  stop(): void
}

async function running(...args: string[]): Promise<Run> {
  const out = mkdtempSync(join(tmpdir(), 'lbbench-dashboard-'))
  const argv = [`${packageRoot}/bin/lbbench.js`, 'compare', ...args, '--dashboard', '--out', out]
  const program = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void program.kill())
  const over = new Promise<number | null>(resolve => program.on('exit', resolve))
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    program.stderr.on('data', text => {
      said += text
      const found = /Dashboard: (http:\S+)/.exec(said)
      if (found !== null) resolve(found[1]!)
    })
    program.on('exit', () => reject(new Error(`no dashboard: ${said}`)))
  })
  return { url, origin: new URL(url).origin, out, over, stop: () => void program.kill('SIGINT') }
}

/** The report as it is read: all text of the page but the panel's. */
function reportText(page: Page): Promise<string> {
  return page.locator('main').evaluate(main => {
    const copy = main.cloneNode(true)
    for (const one of copy.querySelectorAll('#now, noscript')) one.remove()
    return copy.textContent.replace(/\s+/g, ' ')
  })
}

const open = useBrowser()

describe('the page of a live run', () => {
  it('shows it from its start to its end, and then is the report', async () => {
    const live = ['--rounds', '1', '--duration', '4s', '--warmup', '500ms', '--rate', '200']
    const run = await running('uneven', '-s', 'rr,lc', ...live)
    const page = await open(run.url, { origin: run.origin })
    const now = page.locator('#now')
    await expect.poll(() => now.locator('h2').textContent(), patience).toMatch(/^(rr|lc), round 1 of 1$/)
    await expect.poll(() => now.locator('dl').textContent(), patience).toMatch(/rate\d+\/s.*measured\d of 4 s/)
    const drawn = now.locator('figure svg')
    // Of 800 requests nobody can tell a p99.
    await expect.poll(() => drawn.count(), patience).toBe(2)
    expect(await now.locator('#now-p99').textContent()).toMatch(
      /^p99 so farToo few requests of (rr|lc) have ended to tell a p99: \d+ in this trial so far\.$/,
    )
    expect(await seriousFaults(page)).toEqual([])
    await expect.poll(() => page.locator('main #ranking').count(), patience).toBe(1)
    const late = await open(run.url, { origin: run.origin, dark: true, width: 360 })
    await expect.poll(() => late.locator('#now h2').textContent(), patience).not.toBe('Connecting')
    expect(await late.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect([0, 4]).toContain(await run.over)
    for (const seen of [page, late]) {
      await expect.poll(() => seen.locator('#now h2').textContent(), patience).toBe('The run is over')
      expect(await seen.locator('#now').textContent()).toContain('report.html')
    }
    const kept = await open(pathToFileURL(join(run.out, 'report.html')).href)
    expect(await reportText(page)).toBe(await reportText(kept))
    expect(await page.locator('main figure svg').count()).toBe(await kept.locator('main figure svg').count())
  }, 240_000)
})

describe('the page of a run in virtual time', () => {
  const long = ['uneven', '-e', 'virtual', '-s', 'rr,lc,p2c', '--rounds', '200', '--duration', '60s']

  it('keeps what its reader chose while the report grows, and says that the run was stopped', async () => {
    const run = await running(...long)
    const page = await open(run.url, { origin: run.origin })
    await expect.poll(() => page.locator('#now h2').textContent(), patience).toMatch(/^Virtual time, round \d+ of 200$/)
    const boxes = page.locator('input[data-candidate]')
    await expect.poll(() => boxes.count(), patience).toBe(3)
    await boxes.nth(1).uncheck()
    await page.locator('figure[data-chart] details summary').first().click()
    const head = page.locator('.sortable th', { hasText: 'p50, ms' }).first()
    await head.locator('button').focus()
    await page.keyboard.press('Enter')
    const before = await reportText(page)
    await expect.poll(() => reportText(page), patience).not.toBe(before)
    expect(await boxes.nth(1).isChecked()).toBe(false)
    expect(await page.locator('figure[data-chart] details').first().getAttribute('open')).toBe('')
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    expect(await page.locator('th:has(:focus)').textContent()).toBe('p50, ms')
    run.stop()
    expect(await run.over).toBe(130)
    await expect.poll(() => page.locator('#now h2').textContent(), patience).toBe('The run ended early')
    expect(await page.locator('#now').textContent()).toContain('Stopped by the user')
  }, 240_000)
})

describe('a page whose server is gone', () => {
  it('says so, and that it tries again', async () => {
    const shell = { title: 'a run', description: '', lead: html``, sections: [], candidates: ['rr'], charts: [] }
    const page = renderPage({ ...shell, live: true }, await pageAssets())
    const server = await serveDashboard({ port: 0, page: () => page, present: () => [] })
    // What Chromium logs of it is no fault of the page's.
    const windows = await openWindows()
    const seen = await windows.open(server.url, { origin: new URL(server.url).origin })
    await expect.poll(() => server.watchers(), patience).toBe(1)
    await server.close(0)
    await expect.poll(() => seen.locator('#now [role=status]').textContent(), patience).toContain('Trying again')
    await windows.close()
    await windows.end()
  })
})
