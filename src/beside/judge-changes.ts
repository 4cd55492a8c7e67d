import { smallestShown } from '../results/comparison.js'
import { infoOf } from '../results/metric-key.js'
import { holm } from '../stats/holm.js'
import type { Inference } from '../stats/inference.js'
import { confidence } from '../stats/student.js'
import type { Change, Standing } from './beside.js'
import type { Measured } from './change-of.js'

/** A measured change that may be believed, or not. */
export interface Candidacy extends Measured {
  /** Whether its p-value takes part: its candidate is judged, and not the same in all to the last bit. */
  readonly counts: boolean
  /** Virtual time: on the same requests there is no noise. */
  readonly exact: boolean
}

/**
 * All changes in the order given, with p-values corrected for their number (Holm) and the looks at the data; how many those were.
 * Candidates that met the very same (failures of a dead backend, say) are one finding, not several.
 */
export function judgeChanges(all: readonly Candidacy[], looks: number): { changes: Change[]; tests: number } {
  const counted = all.filter(one => one.counts && one.change.p !== null)
  const findings = new Map(counted.map(one => [findingOf(one), one.change.p!]))
  const corrected = holm([...findings.values()]).map(p => Math.min(1, looks * p))
  const adjusted = new Map([...findings.keys()].map((key, i) => [key, corrected[i]!]))
  const shown = corrected.filter(p => p <= 1 - confidence).length
  // What one more change would have had to reach.
  const nextLevel = 1 - (1 - confidence) / (looks * Math.max(1, findings.size - shown))
  const changes = all.map(one =>
    counted.includes(one)
      ? tested(one.change, one.inference!, { p: adjusted.get(findingOf(one))!, nextLevel })
      : untested(one),
  )
  return { changes, tests: findings.size }
}

/** The same of two candidates where all rounds of both agree, to the last bit. */
function findingOf({ change: { metric, before, after }, inference }: Candidacy): string {
  return JSON.stringify([metric, before, after, inference])
}

/** Of one round of virtual time there is no interval, but it is exact: what differs, differs on these requests. */
function untested({ change, counts, exact }: Candidacy): Change {
  const moved =
    exact && counts && change.tested && change.paired && change.standing === 'none' && change.change !== null
  return { ...change, p: null, standing: moved && change.change?.n === 1 ? 'moved' : change.standing }
}

function tested(
  change: Change,
  inference: Inference,
  { p, nextLevel }: { readonly p: number; readonly nextLevel: number },
): Change {
  return {
    ...change,
    pAdjusted: p,
    detectable: smallestShown(inference, nextLevel),
    standing: change.standing === 'same' ? 'same' : p <= 1 - confidence ? direction(change) : '~',
  }
}

/**
 * A claim never contradicts its own interval, which an outlier may have widened; nor is a time that is only known to be longer than
 * it was looked for shown to have got longer, or shorter, by what may be still longer.
 */
function direction({ change, kind, metric, open }: Change): Standing {
  const { low, high } = change!
  const neutral = kind === 'ratio' ? 1 : 0
  const up = low! > neutral
  if (!up && high! >= neutral) return '~'
  if ((up ? open.before : open.after) > 0) return '~'
  const { better } = infoOf(metric)
  if (better === undefined) return 'moved'
  return up === (better === 'higher') ? 'better' : 'worse'
}
