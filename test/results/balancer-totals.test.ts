import { expect, it } from 'vitest'
import { noStats } from '../../src/model/balancer-stats.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, trialOf } from './synthetic.js'

const stats = (retries: number, sessionsBroken = 0) => ({ ...noStats(), retries, sessionsBroken })

it('adds up what the balancer counted in all rounds', () => {
  const trials = [
    trialOf([{ dueMs: 1 }], { round: 0, balancer: stats(3) }),
    trialOf([{ dueMs: 1 }], { round: 1, balancer: stats(4, 2) }),
  ]
  const { candidates } = collate(trials, contextOf(['rr'], 2))
  expect(candidates[0]!.balancer).toEqual(stats(7, 2))
})

it('is null where no balancer told', () => {
  const { candidates } = collate([trialOf([{ dueMs: 1 }])], contextOf(['rr'], 1))
  expect(candidates[0]!.balancer).toBeNull()
})

it('counts the last attempt only', () => {
  const trials = [
    trialOf([{ dueMs: 1 }], { attempt: 1, balancer: stats(100) }),
    trialOf([{ dueMs: 1 }], { attempt: 2, balancer: stats(1) }),
  ]
  expect(collate(trials, contextOf(['rr'], 1)).candidates[0]!.balancer).toEqual(stats(1))
})
