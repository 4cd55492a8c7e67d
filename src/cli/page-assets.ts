import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PageAssets } from '../report/html/page.js'
import { packageRoot } from './version.js'

/** Script and style of a page, as they were built (scripts/build-page.js). */
export async function pageAssets(): Promise<PageAssets> {
  const folder = join(packageRoot, 'dist', 'page')
  const [script, style] = await Promise.all(['page.js', 'page.css'].map(name => readFile(join(folder, name), 'utf8')))
  return { script: script!, style: style! }
}
