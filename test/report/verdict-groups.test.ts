import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderTerminal } from '../../src/report/terminal.js'
import { verdictGroups } from '../../src/report/verdict-groups.js'
import type { Judgement, Verdict } from '../../src/results/results.js'
import { calm } from './fixture.js'

const verdict = (gate: string, judgement: Judgement, reason: string): Verdict => ({
  ...{ gate, judgement, reason, evidence: null },
})
const verdicts = [
  verdict('rr.p99 <= 9ms', 'invalid', 'rr was late'),
  verdict('lc.p99 <= 9ms', 'invalid', 'lc was late'),
  verdict('rr.p50 <= 9ms', 'invalid', 'rr was late'),
  verdict('x.p50 <= 9ms', 'fail', 'x is slow'),
  verdict('x.p99 <= 9ms', 'fail', 'x is slow'),
]

test('one reason is told once, and names all gates that it holds for; what was judged stands by itself', () => {
  expect(verdictGroups(verdicts).map(({ gates }) => gates)).toEqual([
    ['rr.p99 <= 9ms', 'rr.p50 <= 9ms'],
    ['lc.p99 <= 9ms'],
    ['x.p50 <= 9ms'],
    ['x.p99 <= 9ms'],
  ])
})

test('so it is in a terminal, and in Markdown', () => {
  const results = { ...calm, verdicts }
  const text = renderTerminal(results, { color: false, width: 200 })
  expect(text.match(/rr was late/g)).toHaveLength(1)
  expect(text).toContain('invalid: rr.p99 <= 9ms and rr.p50 <= 9ms: rr was late')
  expect(text.match(/x is slow/g)).toHaveLength(2)
  expect(renderMarkdown(results)).toContain('| invalid | `rr.p99 <= 9ms`, `rr.p50 <= 9ms` | rr was late |')
})
