import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cannotWrite } from '../cannot-write.js'
import { LbbenchError } from '../errors.js'

/**
 * Makes a folder and those above it, so that a full disk or a forbidden path is known before anything runs.
 * @param elsewhere which flag names another place
 * @throws LbbenchError OUTPUT
 */
export async function makeFolder(folder: string, elsewhere = 'choose another one with --out'): Promise<void> {
  await make(folder).catch((error: NodeJS.ErrnoException) => {
    const sentence = `cannot make the folder ${folder}`
    const why = reasons[error.code ?? '']
    throw why === undefined
      ? cannotWrite(sentence, error, elsewhere)
      : new LbbenchError('OUTPUT', `${sentence}: ${why}`, elsewhere)
  })
}

/** What the system's codes say where they say it of folders alone. */
const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name, here or above it',
  ENOTDIR: 'there is a file of that name, here or above it',
  ENOENT: 'the folder above it takes no others',
}

/** From the top down, one at a time: Node's own recursive mkdir never returns where a parent refuses children (/proc). */
async function make(folder: string): Promise<void> {
  const parent = dirname(folder)
  if (parent !== folder && !existsSync(parent)) await make(parent)
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  })
}
