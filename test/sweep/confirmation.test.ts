import { expect, it, test } from 'vitest'
import type { Judgement } from '../../src/results/results.js'
import { agreementOf, edgeShares, jointJudgement } from '../../src/sweep/confirmation.js'

const edges = (...judgements: Judgement[]) => judgements.map((judgement, i) => ({ share: edgeShares[i]!, judgement }))

test.each([
  [edges('pass', 'pass', 'fail'), 'agrees'],
  [edges('pass', 'fail', 'fail'), 'agrees'],
  [edges('pass', 'inconclusive', 'fail'), 'agrees'],
  [edges('pass', 'pass', 'inconclusive'), 'inconclusive'],
  [edges('inconclusive', 'pass', 'fail'), 'inconclusive'],
  [edges('pass', 'pass', 'invalid'), 'inconclusive'],
  [edges('invalid', 'invalid', 'invalid'), 'inconclusive'],
  [edges('fail', 'fail', 'fail'), 'contradicts'],
  [edges('pass', 'pass', 'pass'), 'contradicts'],
] as const)('%j: %s', (trials, agreement) => {
  expect(agreementOf(trials)).toBe(agreement)
})

it('all objectives are judged at once, the worst one speaks', () => {
  const verdicts = (...judgements: Judgement[]) =>
    judgements.map(judgement => ({ gate: '', judgement, reason: '', evidence: null }))
  expect(jointJudgement(verdicts('pass', 'pass'))).toBe('pass')
  expect(jointJudgement(verdicts('pass', 'inconclusive'))).toBe('inconclusive')
  expect(jointJudgement(verdicts('invalid', 'inconclusive'))).toBe('invalid')
  expect(jointJudgement(verdicts('invalid', 'fail', 'pass'))).toBe('fail')
})
