import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { cannotWrite } from '../cannot-write.js'

/**
 * Writes a file so that whoever reads it, at any moment and after any crash, sees the old one or the new one, never a part. Two
 * that write it at once do not mix: the last one stays. Where it cannot be written, nothing is left beside it.
 * @param hint what to do where it cannot be written
 * @throws LbbenchError OUTPUT
 */
export async function writeAtomically(
  path: string,
  text: string,
  hint = 'choose another directory with --out',
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, { flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cannotWrite(`cannot write ${path}`, error as Error, hint)
  }
}
