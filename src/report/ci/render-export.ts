import type { Lenience } from '../../gate/status.js'
import type { Results, Verdict } from '../../results/results.js'
import { renderBenchmark } from './benchmark.js'
import { renderComment } from './comment.js'
import type { ExportFormat } from './export-formats.js'
import { renderJunit } from './junit.js'
import { renderSummary } from './summary.js'

/** A run as text in one of the formats, ended by a newline. */
export function renderExport(
  format: Exclude<ExportFormat, 'otava'>,
  { results, verdicts, inconclusive }: Judged,
): string {
  return renderers[format](results, verdicts, inconclusive)
}

/** Results and what was said of them. */
export interface Judged {
  readonly results: Results
  readonly verdicts: readonly Verdict[]
  /** What inconclusive gates count as; undefined: as what they are. */
  readonly inconclusive: Lenience | undefined
}

type Render = (results: Results, verdicts: readonly Verdict[], inconclusive: Lenience | undefined) => string

const renderers: Readonly<Record<Exclude<ExportFormat, 'otava'>, Render>> = {
  junit: renderJunit,
  summary: (results, verdicts) => renderSummary(results, verdicts),
  comment: renderComment,
  benchmark: renderBenchmark,
}
