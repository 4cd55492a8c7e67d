import { expect, test } from 'vitest'
import { statusOf } from '../../src/gate/status.js'
import type { Judgement } from '../../src/results/results.js'

test.each<[Judgement[], number]>([
  [[], 0],
  [['pass', 'pass'], 0],
  [['pass', 'fail'], 1],
  [['inconclusive', 'fail', 'invalid'], 1],
  [['pass', 'inconclusive'], 4],
  [['invalid'], 4],
])('%j leads to %i', (judgements, status) => {
  expect(statusOf(judgements.map(judgement => ({ gate: '', judgement, reason: '' })))).toBe(status)
})

test.each<[Judgement[], number]>([
  [[], 3],
  [['pass'], 3],
  [['inconclusive'], 3],
  // A gate on the stopped candidate fails, and that is what a pipeline wants to hear first.
  [['fail', 'invalid'], 1],
])('%j beside a stopped candidate leads to %i', (judgements, status) => {
  const verdicts = judgements.map(judgement => ({ gate: '', judgement, reason: '' }))
  expect(statusOf(verdicts, [{ candidate: './x.ts', round: 0, reason: 'threw' }])).toBe(status)
})
