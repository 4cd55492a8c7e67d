import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWindows, type Windows } from './open-page.js'

/** Whether the watch over all pages would see anything at all. */
describe('a window', () => {
  let windows: Windows
  beforeAll(async () => {
    windows = await openWindows()
  })
  afterAll(() => windows?.end())

  it('finds nothing wrong with a page that keeps to itself', async () => {
    const page = await windows.open(pageOf('<script>console.log("hello")</script><p>fine'), { width: 360, dark: true })
    expect(await page.evaluate('innerWidth')).toBe(360)
    expect(await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true)
    expect(await windows.close()).toEqual([])
  })

  it.each([
    ['logs an error', 'console.error("oh")', 'error: oh'],
    ['logs a warning', 'console.warn("hm")', 'warning: hm'],
    ['throws', 'throw new Error("no")', 'thrown: no'],
    ['throws later', 'Promise.reject(new Error("later"))', 'thrown: later'],
  ])('tells of a page that %s', async (_, script, fault) => {
    await windows.open(pageOf(`<script>${script}</script>`))
    expect(await windows.close()).toEqual([fault])
  })

  it('tells of a page that asks somebody', async () => {
    await windows.open(pageOf('<img src="http://127.0.0.1:9/a.png">'))
    expect(await windows.close()).toContain('asks http://127.0.0.1:9/a.png')
  })

  it('lets it ask whom it may', async () => {
    await windows.open(pageOf('<img src="http://127.0.0.1:9/a.png">'), { origin: 'http://127.0.0.1:9' })
    expect((await windows.close()).filter(fault => fault.startsWith('asks'))).toEqual([])
  })

  it('runs no script where there are to be none', async () => {
    await windows.open(pageOf('<script>console.error("oh")</script>'), { scripts: false })
    expect(await windows.close()).toEqual([])
  })
})

/** The address of a file that holds this. */
function pageOf(body: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lbbench-page-')), 'page.html')
  writeFileSync(path, `<!doctype html><title>a page</title>${body}`)
  return pathToFileURL(path).href
}
