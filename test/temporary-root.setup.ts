import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Whatever a test, or a program it starts, leaves in the folder for temporary files goes with the whole run: one folder is all
 * that a run of the suite adds to the user's, and it is taken away at the end, however the tests came out.
 */
export default function temporaryRoot(): (() => void) | undefined {
  // Every project of the run comes by here; workers and what they start inherit what the first has set.
  if (process.env.LBBENCH_TEST_ROOT !== undefined) return undefined
  const root = mkdtempSync(join(tmpdir(), 'lbbench-tests-'))
  // Programs that run as nobody have to get through it.
  chmodSync(root, 0o711)
  const before = process.env.TMPDIR
  Object.assign(process.env, { TMPDIR: root, LBBENCH_TEST_ROOT: root })
  return () => {
    delete process.env.LBBENCH_TEST_ROOT
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  }
}
