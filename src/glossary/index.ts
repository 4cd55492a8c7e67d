import { aroundTerms } from './around.js'
import { drillTerms } from './drills.js'
import { fairnessTerms } from './fairness.js'
import { latencyTerms } from './latency.js'
import { outcomeTerms } from './outcome.js'
import { scalingTerms } from './scaling.js'
import { statisticsTerms } from './statistics.js'
import { strategyTerms } from './strategy-families.js'
import type { TermGroup } from './term.js'
import { warningTerms } from './warnings.js'
import { workloadTerms } from './workload.js'
import { worldTerms } from './worlds.js'

/** Every word there is an explanation of, in the order a report has them. */
export const termGroups: readonly TermGroup[] = [
  latencyTerms,
  outcomeTerms,
  fairnessTerms,
  statisticsTerms,
  workloadTerms,
  worldTerms,
  warningTerms,
  drillTerms,
  aroundTerms,
  scalingTerms,
  strategyTerms,
]
