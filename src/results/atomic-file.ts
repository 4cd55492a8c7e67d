import { rename, writeFile } from 'node:fs/promises'

/** Writes a file so that whoever reads it, at any moment and after any crash, sees the old one or the new one, never a part. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text, { flush: true })
  await rename(`${path}.tmp`, path)
}
