import type { LbbenchError } from '../../errors.js'
import type { Lenience } from '../../gate/status.js'
import type { OtavaCandidate } from '../../report/ci/otava.js'
import type { Results, Verdict } from '../../results/results.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'
import { openExports } from './open-exports.js'
import type { Export } from './parse-exports.js'
import { tellGithub } from './tell-github.js'

/** What waits for the outcome, besides the person at the terminal. */
export interface Pipeline {
  /**
   * @param failure what ended the run early; undefined where it went well
   * @throws LbbenchError OUTPUT
   */
  tell(results: Results, verdicts: readonly Verdict[], failure?: LbbenchError): Promise<void>
}

/**
 * Opens the files of `--export`, before anything is measured; see `openExports`.
 * @param candidates those that will have results, in their order
 */
export async function openPipeline(
  exports: readonly Export[],
  { candidates, args }: { readonly candidates: readonly OtavaCandidate[]; readonly args: Args },
  io: Io,
): Promise<Pipeline> {
  const files = await openExports(exports, candidates, io)
  return {
    async tell(results, verdicts, failure) {
      const judged = { results, verdicts, inconclusive: args.inconclusive as Lenience | undefined }
      await tellGithub(judged, { args, failure }, io)
      await files.write(judged)
    },
  }
}
