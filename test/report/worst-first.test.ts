import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excess, worstFirst } from '../../src/report/worst-first.js'
import { anyVerdict, evidenceOf, verdictOf } from './ci/verdicts.js'

describe('worst first', () => {
  it('keeps every verdict, and is the same once sorted', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 12 }), verdicts => {
        const sorted = worstFirst(verdicts)
        expect(new Set(sorted)).toEqual(new Set(verdicts))
        expect(sorted).toHaveLength(verdicts.length)
        expect(worstFirst(sorted)).toEqual(sorted)
      }),
    )
  })

  it('puts failures before what cannot be told, and the farthest beyond its limit first', () => {
    const sorted = worstFirst([
      verdictOf({ gate: 'holds', judgement: 'pass', evidence: evidenceOf(50) }),
      verdictOf({ gate: 'unclear', judgement: 'inconclusive', evidence: evidenceOf(500) }),
      verdictOf({ gate: 'by half' }),
      verdictOf({ gate: 'not to be trusted', judgement: 'invalid', evidence: null }),
      verdictOf({ gate: 'twice', evidence: evidenceOf(200) }),
      verdictOf({ gate: 'stopped', evidence: null }),
    ])
    expect(sorted.map(({ gate }) => gate)).toEqual([
      'stopped',
      'twice',
      'by half',
      'not to be trusted',
      'unclear',
      'holds',
    ])
  })

  it.each([
    ['above an upper limit', evidenceOf(150), 0.5],
    ['below it', evidenceOf(50), -0.5],
    ['below a lower limit', evidenceOf(50, { operator: '>=' }), 0.5],
    ['above none at all', evidenceOf(50, { limit: 0 }), Infinity],
    ['at a limit of 0', evidenceOf(0, { limit: 0 }), 0],
    ['not measured', null, Infinity],
  ])('%s', (_, evidence, expected) => {
    expect(excess(evidence)).toBe(expected)
  })
})
