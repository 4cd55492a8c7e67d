import { basename, extname } from 'node:path'
import { LbbenchError } from '../../errors.js'
import type { Io } from '../io.js'
import { starter } from '../own/starter.js'
import { writeNew } from './write-new.js'

/** Writes a strategy to begin with; its name follows the file's. @returns what to do next */
export async function initStrategy(file: string | undefined, io: Io): Promise<string> {
  if (file === undefined)
    throw new LbbenchError('USAGE', 'init strategy: a file is missing', 'e.g. lbbench init strategy my-strategy.ts')
  const extension = extname(file)
  if (!/^\.m?[jt]s$/.test(extension))
    throw new LbbenchError('USAGE', `init: ${file} must end in .ts, .mts, .js or .mjs`, 'e.g. my-strategy.ts')
  const text = starter(nameOf(basename(file, extension)), /ts$/.test(extension)).replaceAll('FILE', basename(file))
  await writeNew(file, text, io)
  const path = /^\.{0,2}\//.test(file) ? file : `./${file}`
  return `${file} is written; next: lbbench test ${path}\n`
}

/** "My Strategy2" becomes "my-strategy2". */
function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
  return name === '' ? 'mine' : name
}
