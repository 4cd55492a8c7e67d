import { type Agreement, agreementWith } from './agreement.js'
import { bestCurve } from './best-curve.js'
import { isIdeal } from './curve.js'
import type { Sweep } from './sweep.js'

/** All of a sweep that is not concluded from the rest of it. */
export type SweepFacts = Omit<Sweep, 'schema' | 'best' | 'agreements'>

/** Curves in, conclusions out. */
export function collateSweep(facts: SweepFacts): Sweep {
  const best = bestCurve(facts.curves, facts.metric)
  return { schema: 'lbbench/sweep@1', ...facts, best: best?.candidate.id ?? null, agreements: agreements(facts) }
}

function agreements({ curves, axis, metric, within }: SweepFacts): Agreement[] {
  const best = bestCurve(curves, metric)
  if (best === undefined) return []
  const options = { axis, metric, within }
  const ideal = curves.find(isIdeal)
  const others = curves.filter(curve => curve !== best && curve !== ideal)
  return [
    ...others.map(curve => agreementWith(best, curve, options)),
    ...(ideal === undefined ? [] : [agreementWith(ideal, best, options)]),
  ]
}
