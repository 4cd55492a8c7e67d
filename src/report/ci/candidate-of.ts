import type { Results, Verdict } from '../../results/results.js'

/** Whom a verdict is about; undefined where it is about several, or nobody of this run. */
export function candidateOf({ evidence, gate }: Verdict, { candidates, stopped }: Results): string | undefined {
  if (evidence !== null) return evidence.candidate
  const ids = [...candidates.map(({ id }) => id), ...stopped.map(({ candidate }) => candidate)]
  // Of "lc" and "lc.slow" the longer one is meant.
  const named = ids.filter(id => [`${id}.`, `${id} `, `"${id}".`].some(beginning => gate.startsWith(beginning)))
  return named.sort((a, b) => b.length - a.length)[0]
}
