import { expect, it } from 'vitest'
import { noStats } from '../../src/model/balancer-stats.js'
import { balancerGroup } from '../../src/report/balancer-columns.js'
import { renderTerminal } from '../../src/report/terminal.js'
import type { BalancerTotals, Results } from '../../src/results/results.js'
import { calm } from './fixture.js'

function withTotals(totals: readonly (Partial<BalancerTotals> | null)[]): Results {
  const candidates = calm.candidates.map((candidate, i) => ({
    ...candidate,
    balancer: totals[i] === null ? null : { ...noStats(), ...totals[i] },
  }))
  return { ...calm, candidates }
}

function shown(results: Results): unknown {
  const { candidates, columns } = balancerGroup(results)
  return [candidates.map(({ id }) => id), ...columns.map(({ head, cells }) => [head, ...cells.map(({ text }) => text)])]
}

it('shows what happened, and nothing of what did not', () => {
  expect(shown(withTotals([{ retries: 3, checks: 20 }, { ejections: 1 }]))).toEqual([
    ['rr', 'lc'],
    ['retries', '3', '0'],
    ['checks', '20', '0'],
    ['ejected', '0', '1'],
  ])
})

it('says how long a request waited, and what share kept its session', () => {
  const totals = { queued: 4, queuedMs: 50, sessionsBound: 10, sessionsKept: 97, sessionsBroken: 3 }
  expect(shown(withTotals([totals, {}]))).toEqual([
    ['rr', 'lc'],
    ['queued', '4', '0'],
    ['mean wait', '12.5 ms', '0 ms'],
    ['bound', '10', '0'],
    ['sticky kept', '97%', '-'],
    ['sticky broken', '3', '0'],
  ])
})

it('leaves out candidates whose balancer is not ours, and the whole where nothing happened', () => {
  expect(shown(withTotals([null, { retries: 1 }]))).toEqual([['lc'], ['retries', '1']])
  expect(renderTerminal(withTotals([{}, {}]), { color: false, width: 100 })).not.toContain('Around the strategy')
  expect(renderTerminal(withTotals([{ hedges: 5 }, {}]), { color: false, width: 100 })).toContain('Around the strategy')
})
