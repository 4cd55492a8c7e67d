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
  expect(statusOf(judgements.map(judgement => ({ gate: '', judgement, reason: '', evidence: null })))).toBe(status)
})

test.each<[Judgement[], number]>([
  [[], 3],
  [['pass'], 3],
  [['inconclusive'], 3],
  // A gate on the stopped candidate fails, and that is what a pipeline wants to hear first.
  [['fail', 'invalid'], 1],
])('%j beside a stopped candidate leads to %i', (judgements, status) => {
  const verdicts = judgements.map(judgement => ({ gate: '', judgement, reason: '', evidence: null }))
  expect(statusOf(verdicts, [{ candidate: './x.ts', round: 0, reason: 'threw' }])).toBe(status)
})

test.each<[Judgement[], 'pass' | 'fail', number]>([
  [['inconclusive'], 'pass', 0],
  [['inconclusive'], 'fail', 1],
  [['inconclusive', 'fail'], 'pass', 1],
  // Behind an invalid one is no measurement: nobody can want that to pass.
  [['invalid'], 'pass', 4],
  [['inconclusive', 'invalid'], 'pass', 4],
  [['inconclusive', 'invalid'], 'fail', 1],
  [['pass'], 'fail', 0],
])('%j with --inconclusive %s leads to %i', (judgements, inconclusive, status) => {
  const verdicts = judgements.map(judgement => ({ gate: '', judgement, reason: '', evidence: null }))
  expect(statusOf(verdicts, [], inconclusive)).toBe(status)
})
