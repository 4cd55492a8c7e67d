import { describe, expect, it } from 'vitest'
import { mostSummaryBytes, renderSummary } from '../../../src/report/ci/summary.js'
import { renderMarkdown } from '../../../src/report/markdown.js'
import { verdictGroups } from '../../../src/report/verdict-groups.js'
import { calm, rich } from '../fixture.js'
import { verdictOf } from './verdicts.js'

describe('step summary', () => {
  it('is the report without its pictures, with the worst verdicts first', () => {
    expect(renderSummary(calm, [])).toBe(renderMarkdown(calm).replaceAll(/^!\[.*\n\n/gm, ''))
    const text = renderSummary(rich, rich.verdicts)
    const rows = [...text.matchAll(/^\| (\*\*fail\*\*|invalid|inconclusive|pass) \|/gm)].map(([, word]) => word)
    const order = ['**fail**', 'invalid', 'inconclusive', 'pass']
    expect(rows.length).toBe(verdictGroups(rich.verdicts).length)
    expect(rows).toEqual([...rows].sort((a, b) => order.indexOf(a!) - order.indexOf(b!)))
  })

  it('stays below 1 MiB, whole rows and all, whatever was gated', () => {
    const verdicts = Array.from({ length: 20_000 }, (_, i) =>
      verdictOf({ gate: `lc.p99 <= ${i}ms`, reason: '€'.repeat(60) }),
    )
    const text = renderSummary(rich, verdicts)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostSummaryBytes)
    expect(Buffer.byteLength(text)).toBeGreaterThan(mostSummaryBytes - 500)
    expect(text).toMatch(/€ \|\n\n\(cut to fit a step summary; all of it: results\.json\)\n$/)
  })

  it('has no room for half a heading', () => {
    expect(renderSummary(calm, [], 10)).toBe('')
  })
})
