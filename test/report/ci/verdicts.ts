import fc from 'fast-check'
import type { Evidence, Verdict } from '../../../src/results/results.js'

/** A verdict; what is left out is a failure of lc by half as much again. */
export function verdictOf(changes: Partial<Verdict> = {}): Verdict {
  const gate = changes.gate ?? 'lc.p99 <= 100ms'
  return { gate, judgement: 'fail', reason: `${gate} does not hold`, evidence: evidenceOf(150), ...changes }
}

/** p99 of lc, held against 100 ms. */
export function evidenceOf(value: number, changes: Partial<Evidence> = {}): Evidence {
  const estimate = { value, low: value - 10, high: value + 10, n: 5 }
  const about = { candidate: 'lc', metric: 'p99Ms', kind: 'value' } as const
  return { ...about, estimate, operator: '<=', limit: 100, p: 0.001, pAdjusted: 0.004, ...changes }
}

/** Any code unit: control characters, halves of pairs, and pairs. */
export const anyText = fc.string({ unit: fc.nat(0xff_ff).map(unit => String.fromCharCode(unit)), maxLength: 60 })
/** More of what has a meaning somewhere. */
export const nastyText = fc
  .array(fc.oneof(fc.constantFrom('%0A', '%25', '%3A', '%2C', ...'<>&"\'|`*_~:,%\\\r\n\t;#[]{}!-'), anyText), {
    maxLength: 20,
  })
  .map(parts => parts.join(''))

export const anyVerdict: fc.Arbitrary<Verdict> = fc.record({
  gate: nastyText,
  judgement: fc.constantFrom('pass', 'fail', 'inconclusive', 'invalid'),
  reason: nastyText,
  evidence: fc.option(fc.double({ min: 1, max: 1000, noNaN: true }).map(value => evidenceOf(value))),
})
