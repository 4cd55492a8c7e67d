import type { Guard } from '../../../results/guard.js'
import type { CandidateResult, Results } from '../../../results/results.js'
import { formatMs, formatShare } from '../../../units.js'

/** One number that says how far to trust the others. */
export interface Fact {
  readonly name: string
  readonly value: string
}

/** Rounds, requests, and of live candidates what the harness added: the worst round of all of them. */
export function facts(results: Results): Fact[] {
  const { rounds, candidates } = results
  const measured = [
    {
      name: 'Rounds',
      value: rounds.done === rounds.planned ? `${rounds.done}` : `${rounds.done} of ${rounds.planned}`,
    },
    { name: 'Requests', value: thousands(candidates.reduce((sum, one) => sum + requestsOf(one), 0)) },
  ]
  return [...measured, ...harness(candidates), ...twinGap(candidates), ...modelled(candidates)]
}

const requestsOf = ({ metrics: { requests } }: CandidateResult): number =>
  requests === null ? 0 : Math.round(requests.value * requests.n)

/** "48,000". */
const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

function harness(candidates: readonly CandidateResult[]): Fact[] {
  const guards = candidates.flatMap(({ guard }) => (guard === null ? [] : [guard]))
  if (guards.length === 0) return []
  const fact = (name: string, of: (guard: Guard) => number | null, text: (worst: number) => string): Fact[] => {
    const known = guards.map(of).filter(value => value !== null)
    return known.length === 0 ? [] : [{ name, value: text(Math.max(...known)) }]
  }
  return [
    ...fact('Overhead, mean', ({ overheadMeanMs }) => overheadMeanMs, formatMs),
    ...fact('Share of the latency', ({ overheadShare }) => overheadShare, formatShare),
    ...fact('Sent late, p99', ({ lateP99Ms }) => lateP99Ms, formatMs),
    ...fact('Balancer busy', ({ balancerUtilisation }) => balancerUtilisation, formatShare),
    ...fact(
      'Other programs',
      ({ foreignCores }) => foreignCores,
      cores => `${cores.toFixed(2)} cores`,
    ),
  ]
}

/** How far live is from virtual time, the farthest of all candidates. */
function twinGap(candidates: readonly CandidateResult[]): Fact[] {
  const gaps = candidates.flatMap(({ twin }) => (twin?.p99Ms ? [twin.p99Ms.ratio.value - 1] : []))
  if (gaps.length === 0) return []
  const farthest = gaps.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))
  return [{ name: 'Twin gap of p99, at most', value: `${farthest > 0 ? '+' : ''}${(100 * farthest).toFixed(1)} %` }]
}

function modelled(candidates: readonly CandidateResult[]): Fact[] {
  if (candidates.some(({ world }) => world === 'live')) return []
  return [{ name: 'World', value: 'virtual time: exact for the model' }]
}
