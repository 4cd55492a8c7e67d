import type { Results } from '../../../results/results.js'
import { rounded } from './rounded.js'

/** Latencies that gates ask for in ms, each once, the tightest first: "p99 <= 200 ms". */
export function objectivesOf({ verdicts }: Pick<Results, 'verdicts'>): { axis: 'x'; at: number; name: string }[] {
  const limits = new Map<number, string>()
  for (const { gate, evidence } of verdicts) {
    if (evidence === null || evidence.kind !== 'value' || evidence.incident !== undefined) continue
    if (/^p\d+Ms$/.test(evidence.metric) && !limits.has(evidence.limit)) limits.set(evidence.limit, nameOf(gate))
  }
  return [...limits].sort(([a], [b]) => a - b).map(([limit, name]) => ({ axis: 'x', at: rounded(limit), name }))
}

/** Without the candidate it is about: several share it. */
const nameOf = (gate: string): string => gate.replace(/^.*?(?=p\d+(\.\d+)? *[<>])/, '')
