import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cannotWrite } from '../../cannot-write.js'
import { LbbenchError } from '../../errors.js'

/**
 * Marks a folder as being written by this process, so that two runs never mix their requests in it. The mark of a process
 * that is gone, however it ended, counts for nothing.
 * @returns a function that takes the mark away
 * @throws LbbenchError OUTPUT where another run is writing there
 */
export function occupy(folder: string): () => void {
  const mark = join(folder, '.running')
  const other = livingOwner(mark)
  if (other !== undefined) {
    const message = `another run (process ${other}) is writing to ${folder}`
    throw new LbbenchError('OUTPUT', message, 'wait for it, or choose another folder with --out')
  }
  try {
    writeFileSync(mark, `${process.pid}\n`)
  } catch (error) {
    throw cannotWrite(`cannot write to the folder ${folder}`, error as Error, 'choose another one with --out')
  }
  return () => rmSync(mark, { force: true })
}

function livingOwner(mark: string): number | undefined {
  try {
    const pid = Number(readFileSync(mark, 'utf8'))
    process.kill(pid, 0)
    return pid === process.pid ? undefined : pid
  } catch {
    return undefined
  }
}
