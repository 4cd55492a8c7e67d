import { rename, writeFile } from 'node:fs/promises'
import { LbbenchError } from '../errors.js'

/**
 * Writes a file so that whoever reads it, at any moment and after any crash, sees the old one or the new one, never a part.
 * @param hint what to do where it cannot be written
 * @throws LbbenchError OUTPUT
 */
export async function writeAtomically(
  path: string,
  text: string,
  hint = 'choose another directory with --out',
): Promise<void> {
  try {
    await writeFile(`${path}.tmp`, text, { flush: true })
    await rename(`${path}.tmp`, path)
  } catch (error) {
    const message = `cannot write ${path}: ${(error as Error).message}`
    throw new LbbenchError('OUTPUT', message, hint)
  }
}
