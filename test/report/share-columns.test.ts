import { expect, test } from 'vitest'
import { harnessGroup } from '../../src/report/harness-columns.js'
import { shareGroup } from '../../src/report/share-columns.js'
import { collate } from '../../src/results/collate.js'
import { contextOf, quietHealth, trialOf } from '../results/synthetic.js'

const ours = trialOf([0, 0, 0, 1].map((backend, i) => ({ dueMs: i, backend })))
/** A balancer that lbbench did not start, before backends of its own. */
const theirs = trialOf(
  [0, 0, 1].map((backend, i) => ({ dueMs: i, backend })),
  {
    candidate: 'lc',
    backends: ['b1', 'pod-7'],
    health: { ...quietHealth, balancerUtilisation: undefined, backendUtilisation: undefined },
  },
)
const results = collate([ours, theirs], contextOf(['rr', 'lc'], 1))

test('a column a backend that anybody has; where it is not one of a candidate, there is no share', () => {
  const rows = shareGroup(results)!.columns.map(({ head, cells }) => [head, ...cells.map(({ text }) => text)])
  expect(rows).toEqual([
    ['b1', '75.0', '66.7'],
    ['b2', '25.0', '-'],
    ['pod-7', '-', '33.3'],
  ])
})

test('nobody knows how busy a balancer out of sight was', () => {
  const columns = harnessGroup(results).columns.filter(({ head }) =>
    ['balancer', 'generator', 'backends'].includes(head),
  )
  expect(columns.map(({ head, cells }) => [head, ...cells.map(({ text }) => text)])).toEqual([
    ['balancer', '10%', '-'],
    ['generator', '10%', '10%'],
    ['backends', '10%', '-'],
  ])
})
