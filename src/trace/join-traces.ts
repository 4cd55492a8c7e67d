import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { cannotWrite } from '../cannot-write.js'

/**
 * Joins the traces of single trials into one, in this order, and removes them. What was in the target is gone.
 * @throws LbbenchError OUTPUT; the parts that were not joined yet are still there
 */
export async function joinTraces(paths: readonly string[], target: string): Promise<void> {
  try {
    await pipeline([], createWriteStream(target))
    for (const path of paths) {
      await pipeline(createReadStream(path), createWriteStream(target, { flags: 'a' }))
      await rm(path)
    }
  } catch (error) {
    throw cannotWrite(`cannot write the trace ${target}`, error as Error, 'name another file with --trace')
  }
}
