import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cannotWrite } from '../cannot-write.js'

/**
 * Makes a folder and those above it, so that a full disk or a forbidden path is known before anything runs.
 * @throws LbbenchError OUTPUT
 */
export async function makeFolder(folder: string): Promise<void> {
  await make(folder).catch((error: Error) => {
    throw cannotWrite(`cannot make the folder ${folder}`, error, 'choose another one with --out')
  })
}

/** From the top down, one at a time: Node's own recursive mkdir never returns where a parent refuses children (/proc). */
async function make(folder: string): Promise<void> {
  const parent = dirname(folder)
  if (parent !== folder && !existsSync(parent)) await make(parent)
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  })
}
