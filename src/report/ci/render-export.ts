import type { Lenience } from '../../gate/status.js'
import type { Results, Verdict } from '../../results/results.js'
import { timelineSvg } from '../drill/svg/timeline-svg.js'
import { renderTimelineCsv } from '../drill/timeline-csv.js'
import { rankingSvg } from '../pictures/ranking-svg.js'
import { spectrumSvg } from '../pictures/spectrum-svg.js'
import { renderBenchmark } from './benchmark.js'
import { renderComment } from './comment.js'
import type { ExportFormat } from './export-formats.js'
import { renderJunit } from './junit.js'
import { renderSummary } from './summary.js'

/** A run as text in one of the formats, ended by a newline; undefined where it has nothing of that, `whyNone` says why. */
export function renderExport(
  format: Exclude<ExportFormat, 'otava' | 'html'>,
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

const renderers: Readonly<Record<Exclude<ExportFormat, 'otava' | 'html'>, Render>> = {
  junit: renderJunit,
  summary: (results, verdicts) => renderSummary(results, verdicts),
  comment: renderComment,
  benchmark: renderBenchmark,
  timeline: renderTimelineCsv,
  'ranking-svg': rankingSvg,
  'spectrum-svg': spectrumSvg,
  'timeline-svg': timelineSvg,
}

/** Why a run has nothing of a format. */
export function whyNone(format: ExportFormat): string {
  return format.startsWith('timeline')
    ? 'a scenario without incidents has no picture over time'
    : 'too few good answers to tell a latency'
}
