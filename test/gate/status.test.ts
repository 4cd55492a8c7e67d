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
