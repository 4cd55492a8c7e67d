import { formatEstimate } from '../../../results/format-metric.js'
import type { CandidateResult, Results } from '../../../results/results.js'
import { formatShare } from '../../../units.js'
import type { Chart } from './chart.js'
import { fairShares } from './fair-shares.js'
import { listed } from './listed.js'
import { rounded } from './rounded.js'
import type { SharesPanel } from './shares-data.js'

/** Requests that each backend answered beside its fair share by weight; undefined where nobody saw who answered, the scenario does not know them, there is but one backend, or the fleet is scaled. */
export function fairnessChart(results: Results): Chart | undefined {
  if (results.candidates.some(({ scaling }) => scaling !== undefined)) return undefined
  const fair = fairShares(results.scenario)
  const candidates = results.candidates.filter(
    ({ backends }) => backends.some(({ requests }) => requests > 0) && backends.every(({ name }) => fair.has(name)),
  )
  if (candidates.length === 0 || fair.size < 2) return undefined
  const panels = candidates.map(
    (candidate): SharesPanel => ({
      candidate: candidate.id,
      text: jainText(candidate),
      bars: candidate.backends.map(({ name, share }) => ({
        backend: name,
        share: rounded(share),
        fair: rounded(fair.get(name)!),
      })),
    }),
  )
  return {
    id: 'fairness',
    kind: 'shares',
    title: 'Did every backend get its fair share?',
    says: sentence(candidates),
    table: {
      head: ['candidate', 'backend', 'requests', 'share', 'fair share by weight'],
      rows: candidates.flatMap(({ id, backends }) =>
        backends.map(({ name, requests, share }) => [
          ...[id, name, String(requests), formatShare(share)],
          formatShare(fair.get(name)!),
        ]),
      ),
    },
    data: { panels },
  }
}

/** "Jain's index 0.998, of busy time 0.912". */
function jainText({ metrics }: CandidateResult): string {
  const { jainRequests, jainBusy } = metrics
  const parts = [
    ...(jainRequests === null ? [] : [`Jain ${jainRequests.value.toFixed(3)}`]),
    ...(jainBusy === null ? [] : [`of busy time ${jainBusy.value.toFixed(3)}`]),
  ]
  return parts.join(', ')
}

/** From the fairest to the least fair. */
function sentence(candidates: readonly CandidateResult[]): string {
  const known = candidates.flatMap(({ id, metrics }) =>
    metrics.jainRequests === null ? [] : [{ id, jain: metrics.jainRequests }],
  )
  if (known.length === 0) return 'Requests that each backend answered, beside its fair share by weight.'
  const told = known
    .sort((a, b) => b.jain.value - a.jain.value)
    .map(({ id, jain }) => `${id} ${formatEstimate('jainRequests', jain)}`)
  return `Jain's index of requests by weight (1 is equal): ${listed(told)}.`
}
