import type { Change, Outcome } from './beside.js'

/** What the tested changes of one candidate come to; the others say nothing. */
export function outcomeOf(changes: readonly Change[]): Outcome {
  const standings = new Set(changes.filter(({ tested }) => tested).map(({ standing }) => standing))
  if (standings.has('better')) return standings.has('worse') ? 'mixed' : 'better'
  if (standings.has('worse')) return 'worse'
  if (standings.has('moved')) return 'moved'
  const told = standings.has('~') || (standings.has('same') && !standings.has('none'))
  return told ? 'unclear' : 'none'
}
