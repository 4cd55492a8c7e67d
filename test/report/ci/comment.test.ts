import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderComment } from '../../../src/report/ci/comment.js'
import { syntheticResults } from '../../results/synthetic.js'
import { calm, rich, virtual } from '../fixture.js'
import { anyVerdict, verdictOf } from './verdicts.js'

const lines = (text: string): string[] => text.split('\n')

describe('comment on a pull request', () => {
  it.each([
    ['rich', rich],
    ['calm', calm],
    ['virtual', virtual],
  ])('%s: as in golden/', async (name, results) => {
    await expect(renderComment(results, results.verdicts)).toMatchFileSnapshot(`golden/comment-${name}.md`)
  })

  it('begins with the same remark each time, by which a workflow finds it', () => {
    const [first] = lines(renderComment(calm, []))
    expect(first).toBe(`<!-- lbbench ${calm.scenario.name} -->`)
    expect(lines(renderComment(calm, [verdictOf()]))[0]).toBe(first)
  })

  it('never closes that remark early, whatever a scenario is called', () => {
    fc.assert(
      fc.property(fc.string(), name => {
        const [first] = lines(renderComment({ ...calm, scenario: { ...calm.scenario, name } }, []))
        expect(first).toMatch(/^<!-- lbbench (?!.*--.*-->)[^<>]* -->$/)
      }),
    )
  })

  it('fits, in bytes of UTF-8, whatever was gated', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 30 }), fc.integer({ min: 1, max: 60 }), (verdicts, times) => {
        const long = verdicts.map(verdict => ({ ...verdict, reason: verdict.reason.repeat(times) }))
        expect(Buffer.byteLength(renderComment(calm, long))).toBeLessThan(64 * 1024)
      }),
      { numRuns: 30 },
    )
  })

  it('of a very long run keeps the beginning, and says that it was cut', () => {
    const many = Array.from({ length: 700 }, (_, i) => verdictOf({ gate: `lc.p99 <= ${i}ms`, reason: '€'.repeat(60) }))
    const text = renderComment(calm, many)
    expect(Buffer.byteLength(text)).toBeGreaterThan(63_000)
    expect(text).toMatch(/€ \|\n\n\(cut to fit a comment; all of it: results\.json\)\n$/)
  })

  it('puts what does not hold before what was measured, and folds what holds', () => {
    const text = renderComment(calm, [verdictOf({ judgement: 'pass', gate: 'holds' }), verdictOf({ gate: 'fails' })])
    expect(lines(text)[1]).toBe(`## lbbench ${calm.scenario.name}: 1 failed, 1 passed`)
    const places = ['`fails`', '| candidate', '<details>', '`holds`'].map(part => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('counts nothing as passed that is told and not judged', () => {
    const told = { judgement: 'pass', reason: './mine.ts differs; told, not judged', told: true } as const
    const text = renderComment(calm, [verdictOf({ judgement: 'pass', gate: 'holds' }), verdictOf(told)])
    expect(lines(text)[1]).toBe(`## lbbench ${calm.scenario.name}: 1 passed`)
    expect(text).toContain('<summary>1 passed</summary>')
    expect(text).toMatch(/<summary>Told, not judged<\/summary>[\s\S]+\.\/mine\.ts differs; told, not judged/)
    expect(lines(renderComment(calm, [verdictOf(told)]))[1]).toBe(`## lbbench ${calm.scenario.name}: no gates`)
  })

  it('draws no chart of one candidate, nor of more than have room', () => {
    expect(renderComment(syntheticResults([{ candidate: 'lc', factor: 1 }], 3), [])).not.toContain('```mermaid')
    const many = Array.from({ length: 18 }, (_, i) => ({ candidate: `c${i}`, factor: 1 }))
    expect(renderComment(syntheticResults(many, 2), [])).toMatch(/Not drawn: `c\d+` and `c\d+`\./)
  })
})
