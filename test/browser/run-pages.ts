import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pageAssets } from '../../src/cli/page-assets.js'
import { renderHtml } from '../../src/report/html/render-html.js'
import type { Results } from '../../src/results/results.js'
import { readResults } from '../../src/results/results-file.js'
import { lbbench } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'

/** Names that would be markup, script, or the end of the page's data, where somebody forgot to escape them. */
export const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "</script><!--'`${alert(1)}",
  'a\\"]{};:/*',
]

/** Names that would turn or burst a page: from right to left, and longer than any screen is wide. */
export const oddNames = ['\u05E8\u05D5\u05D1\u05D9\u05DF (\u05D0)', `${'very-'.repeat(60)}long`, 'w'.repeat(300)]

/** No two of which decide alike. */
const twelve = 'rr,lc,p2c,iphash,random,haproxy-random,jiq,ewma,least-time,sed,p2c?choices=3,p2c?choices=4'

/** Real runs by name, each as the address of its page. */
export const runPages = {
  /** Live, committed: one backend is slower. */
  uneven: () => pageOf(golden('uneven')),
  /** Live, committed: a backend goes bad for a while. */
  gray: () => pageOf(golden('gray')),
  /** Virtual: two backends crash and come back. */
  drill: () => pageOf(simulated('crash', 'rr,lc,p2c')),
  /** Virtual, with all charts: one backend is slower. */
  few: () => pageOf(simulated('uneven', 'rr,lc,iphash')),
  many: () => pageOf(simulated('uneven', twelve)),
  single: () => pageOf(simulated('uneven', 'lc')),
  /** As `uneven`, by other names. */
  hostile: async () => pageOf(renamed(await golden('uneven'), hostileNames)),
  odd: async () => pageOf(renamed(await golden('uneven'), oddNames)),
} as const

export type RunPage = keyof typeof runPages

/** Three of four decide alike, always. */
export const alikePage = (): Promise<string> => pageOf(simulated('uneven', 'rr,lc,edf,static-rr'))

/** The committed results of a live run. */
export function golden(name: string): Promise<Results> {
  return readResults(join(packageRoot, 'reports', 'golden', name))
}

/** Writes the page of a run, and says where. */
export async function pageOf(results: Results | Promise<Results>): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'lbbench-page-')), 'report.html')
  writeFileSync(path, renderHtml(await results, await pageAssets()))
  return pathToFileURL(path).href
}

async function simulated(scenario: string, strategies: string): Promise<Results> {
  const out = mkdtempSync(join(tmpdir(), 'lbbench-run-'))
  const { status, stderr } = await lbbench(
    'compare',
    scenario,
    '-e',
    'virtual',
    '-s',
    strategies,
    '--rounds',
    '5',
    '--out',
    out,
  )
  if (status !== 0) throw new Error(`the run ended with ${status}: ${stderr}`)
  return readResults(out)
}

/** With other names for candidates and backends, wherever they stand. */
function renamed(results: Results, others: readonly string[]): Results {
  const ids = results.candidates.map(({ id }) => id)
  const names = new Map(ids.map((id, k) => [id, others[k % others.length]!]))
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return names.get(value) ?? value
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, named(inner)]))
  }
  return named(results) as Results
}
