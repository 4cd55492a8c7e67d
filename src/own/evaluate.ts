import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { extname } from 'node:path'
import { createJiti, type Jiti } from 'jiti'
import * as authorApi from './author-api.js'

/**
 * Runs a file of TypeScript or JavaScript, whatever kind of module it is, without a build and without leaving anything on
 * the disk. `import ... from 'lbbench'` gives what authors of strategies need, wherever the file lies.
 * @param text the file's content
 * @returns its exports
 */
export async function evaluate(path: string, text: string): Promise<Record<string, unknown>> {
  const options = { id: path, filename: path, ext: extname(path), async: true, forceTranspile: true }
  return (await freshJiti().evalModule(text, options)) as Record<string, unknown>
}

/** One for each file, so that nothing it imports is left over from before. */
function freshJiti(): Jiti {
  return createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    sourceMaps: true,
    virtualModules: { lbbench: authorApi },
  })
}

export interface Position {
  readonly line: number
  readonly column: number
}

/** What jiti puts before a module's first line. */
const prefix = '(async function (exports, require, module, __filename, __dirname, jitiImport, jitiESMResolve) { '

/**
 * Where a place in what ran of a file, as a stack names it, is in the file itself: types and imports are translated, which
 * keeps lines but moves columns. Both count from 1. Undefined where that cannot be told.
 */
export function originalPosition(path: string, { line, column }: Position): Position | undefined {
  try {
    const isTypeScript = /\.[mc]?tsx?$/.test(path)
    const source = readFileSync(path, 'utf8')
    const code = freshJiti().transform({ source, filename: path, ts: isTypeScript, async: true })
    const [, map] = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)\s*$/.exec(code) ?? []
    const payload = JSON.parse(Buffer.from(map!, 'base64').toString()) as SourceMapPayload
    const entry = new SourceMap(payload).findEntry(line - 1, column - 1 - (line === 1 ? prefix.length : 0))
    return 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined
  } catch {
    return undefined
  }
}
