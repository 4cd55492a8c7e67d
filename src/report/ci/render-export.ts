import type { Lenience } from '../../gate/status.js'
import type { Results, Verdict } from '../../results/results.js'
import { timelineSvg } from '../drill/svg/timeline-svg.js'
import { renderTimelineCsv } from '../drill/timeline-csv.js'
import { renderBenchmark } from './benchmark.js'
import { renderComment } from './comment.js'
import type { ExportFormat } from './export-formats.js'
import { renderJunit } from './junit.js'
import { renderSummary } from './summary.js'

/** A run as text in one of the formats, ended by a newline; undefined where it has nothing of that: no incidents, no timeline. */
export function renderExport(
  format: Exclude<ExportFormat, 'otava'>,
  { results, verdicts, inconclusive }: Judged,
): string | undefined {
  return renderers[format](results, verdicts, inconclusive)
}

/** Results and what was said of them. */
export interface Judged {
  readonly results: Results
  readonly verdicts: readonly Verdict[]
  /** What inconclusive gates count as; undefined: as what they are. */
  readonly inconclusive: Lenience | undefined
}

type Render = (results: Results, verdicts: readonly Verdict[], inconclusive: Lenience | undefined) => string | undefined

const renderers: Readonly<Record<Exclude<ExportFormat, 'otava'>, Render>> = {
  junit: renderJunit,
  summary: (results, verdicts) => renderSummary(results, verdicts),
  comment: renderComment,
  benchmark: renderBenchmark,
  timeline: renderTimelineCsv,
  svg: timelineSvg,
}
