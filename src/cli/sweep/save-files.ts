import { join, relative } from 'node:path'
import { writeAtomically } from '../../results/atomic-file.js'
import type { Io } from '../io.js'

/**
 * Writes NAME.EXTENSION for each text into a folder that is there; returns a line that says so.
 * @throws LbbenchError OUTPUT
 */
export async function saveFiles(
  folder: string,
  name: string,
  texts: Readonly<Record<string, string>>,
  { cwd }: Io,
): Promise<string> {
  for (const [extension, text] of Object.entries(texts))
    await writeAtomically(join(folder, `${name}.${extension}`), text)
  const files = Object.keys(texts).map(extension => `${name}.${extension}`)
  return `\nWritten: ${relative(cwd, folder) || '.'}/${files.join(', ')}\n`
}
