import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { findProgram } from '../../src/live/programs/find-program.js'

/** How somebody looks at a page. */
export interface Look {
  readonly dark?: boolean
  /** Of the window, CSS pixels; 1200 unless it says otherwise. */
  readonly width?: number
  /** Whether scripts may run; they may unless it says otherwise. */
  readonly scripts?: boolean
  /** The one server that the page may ask, e.g. "http://127.0.0.1:8080"; nobody unless it says otherwise. */
  readonly origin?: string
}

/** Opens a page, at a file: or http: address, in a window of its own, and waits until it is loaded. */
export type OpenPage = (url: string, look?: Look) => Promise<Page>

/**
 * One Chromium for the tests of a file. A test fails where a page of its own logs an error or a warning, throws, or asks
 * anybody for anything but itself: a report must work on a machine without a network, and tell nobody that it was read.
 */
export function useBrowser(): OpenPage {
  let windows: Windows
  beforeAll(async () => {
    windows = await openWindows()
  })
  afterAll(() => windows?.end())
  afterEach(async () => expect(await windows.close()).toEqual([]))
  return (url, look) => windows.open(url, look)
}

/** A Chromium and what is open in it. */
export interface Windows {
  readonly open: OpenPage
  /** Closes what is open; resolves to what was wrong with it, a line each. */
  close(): Promise<readonly string[]>
  end(): Promise<void>
}

export async function openWindows(): Promise<Windows> {
  const browser = await launch()
  let open: BrowserContext[] = []
  let faults: string[] = []
  return {
    async open(url, look = {}) {
      const window = await openWindow(browser, look)
      open.push(window)
      watch(window, look.origin, fault => faults.push(fault))
      const page = await window.newPage()
      await page.goto(url)
      return page
    },
    async close() {
      // What a page has thrown by now is told before it answers.
      await Promise.all(open.flatMap(window => window.pages()).map(page => page.evaluate('0').catch(() => undefined)))
      await Promise.all(open.map(window => window.close()))
      const found = faults
      open = []
      faults = []
      return found
    },
    end: () => browser.close(),
  }
}

/** Where Debian, others and Google put it. */
const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Headless, without the sandbox, which needs rights that containers do not give; all it ever opens is ours. */
function launch(): Promise<Browser> {
  const executablePath = names.map(findProgram).find(path => path !== undefined)
  if (executablePath === undefined) throw new Error(`none of ${names.join(', ')} is installed`)
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

function openWindow(browser: Browser, { dark = false, width = 1200, scripts = true }: Look): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
  })
}

function watch(window: BrowserContext, origin: string | undefined, fault: (text: string) => void): void {
  window.on('console', message => {
    if (['error', 'warning'].includes(message.type())) fault(`${message.type()}: ${message.text()}`)
  })
  window.on('weberror', error => fault(`thrown: ${error.error().message}`))
  window.on('request', request => {
    const { protocol, origin: asked } = new URL(request.url())
    if (!['file:', 'data:', 'blob:'].includes(protocol) && asked !== origin) fault(`asks ${request.url()}`)
  })
}
