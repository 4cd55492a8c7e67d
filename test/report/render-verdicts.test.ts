import { expect, test } from 'vitest'
import { renderVerdicts } from '../../src/report/render-verdicts.js'
import { renderTerminal } from '../../src/report/terminal.js'
import type { Judgement, Verdict } from '../../src/results/results.js'
import { calm } from './fixture.js'

const verdict = (judgement: Judgement, gate: string): Verdict => ({
  gate,
  judgement,
  reason: `why ${gate}`,
  evidence: null,
})

const mixed = [
  verdict('pass', 'a'),
  verdict('inconclusive', 'b'),
  verdict('fail', 'c'),
  verdict('invalid', 'd'),
  verdict('fail', 'e'),
]

test('the worst come first, equals in their order', () => {
  const words = renderVerdicts(mixed).match(/^\w+ +\w/gm)!
  expect(words.map(text => text.replace(/ +/, ' '))).toEqual([
    'FAIL c',
    'FAIL e',
    'INVALID d',
    'INCONCLUSIVE b',
    'PASS a',
  ])
})

test('a terminal shows gates right after the verdicts in words, and counts what holds where it is much', () => {
  const many = Array.from({ length: 40 }, (_, i) => verdict('pass', `gate ${i}`))
  const [, gates] = renderTerminal({ ...calm, verdicts: [...many, ...mixed] }, { color: false, width: 80 }).split(
    '\n\n',
  )
  expect(gates!.split('\n')).toEqual([
    'Gates',
    'fail: why c',
    'fail: why e',
    'invalid: d: why d',
    'inconclusive: why b',
    'pass: 41 gates (each in report.md)',
  ])
})
