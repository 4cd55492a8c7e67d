import { exitStatus } from '../../errors.js'
import { type Lenience, statusOf } from '../../gate/status.js'
import { renderReport } from '../../report/render-report.js'
import type { Results } from '../../results/results.js'
import { describeError } from '../describe-error.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'
import { news } from '../loudness.js'
import type { Outcome } from './measure-all.js'
import type { Output } from './output.js'

/** Shows the outcome: results on stdout, where they are kept and what went wrong on stderr. Returns the exit status. */
export function tell(
  { results, failure }: Outcome,
  { output, inconclusive }: { readonly output: Output; readonly inconclusive: Lenience | undefined },
  io: Io,
): number {
  if (results.candidates.length > 0 || results.stopped.length > 0) {
    io.stdout.write(renderReport(results, 'terminal', lookOf(io)))
    news(io, fitted(`\nReport: ${output.folder}/${output.files().join(', ')}\n`, io))
  }
  if (failure === undefined)
    return (
      statusOf(results.verdicts, results.stopped, inconclusive) ||
      (nothingDue(results) ? exitStatus.cannotMeasure : exitStatus.ok)
    )
  io.stderr.write(describeError(failure, io))
  return failure.exitStatus
}

/** Nobody had a request to serve in any round: there is no result, gates or none. */
function nothingDue({ candidates, rounds }: Results): boolean {
  const counts = candidates.flatMap(candidate => candidate.rounds.map(({ metrics }) => metrics.requests ?? 0))
  return rounds.done > 0 && counts.length > 0 && counts.every(count => count === 0)
}
