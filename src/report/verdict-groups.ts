import type { Verdict } from '../results/results.js'

/** Gates that one sentence is about. */
export interface VerdictGroup extends Pick<Verdict, 'judgement' | 'reason'> {
  readonly gates: readonly string[]
}

/** In the order of the first of each: what could not be judged for one and the same reason is told once, all else by itself. */
export function verdictGroups(verdicts: readonly Verdict[]): VerdictGroup[] {
  const groups: (VerdictGroup & { readonly gates: string[] })[] = []
  for (const { gate, judgement, reason } of verdicts) {
    const alike = groups.find(one => judgement === 'invalid' && one.judgement === judgement && one.reason === reason)
    if (alike === undefined) groups.push({ judgement, reason, gates: [gate] })
    else alike.gates.push(gate)
  }
  return groups
}
