import { appendFile, stat } from 'node:fs/promises'
import type { LbbenchError } from '../../errors.js'
import { renderAnnotations } from '../../report/ci/annotations.js'
import type { Judged } from '../../report/ci/render-export.js'
import { mostSummaryBytes, renderSummary } from '../../report/ci/summary.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'

/**
 * On GitHub Actions (`GITHUB_ACTIONS=true`): annotations on stderr, where the runner reads them as well, and the report in
 * `$GITHUB_STEP_SUMMARY`, below what the step has written there before. That a summary cannot be written is told, and no
 * failure: the verdict stands.
 * @param failure what ended the run early; undefined where it went well
 */
export async function tellGithub(
  judged: Judged,
  { args, failure }: { readonly args: Args; readonly failure?: LbbenchError | undefined },
  io: Io,
): Promise<void> {
  if (io.env.GITHUB_ACTIONS !== 'true' || args['no-github'] === true) return
  io.stderr.write(renderAnnotations(judged, failure?.message))
  const path = io.env.GITHUB_STEP_SUMMARY
  if (!path) return
  try {
    // A summary that grows beyond 1 MiB is dropped whole.
    const room = mostSummaryBytes - (await sizeOf(path))
    await appendFile(path, renderSummary(judged.results, judged.verdicts, room))
  } catch (error) {
    io.stderr.write(`lbbench: cannot add to the step summary ${path}: ${(error as Error).message}\n`)
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
