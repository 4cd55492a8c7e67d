import { expect, test } from 'vitest'
import { withoutData } from '../../src/report/without-data.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'

const one = syntheticResults([{ candidate: 'rr', factor: 1 }], 1)
const told = (command: string, changes: Partial<Results> = {}): Results => ({
  ...one,
  environment: { ...one.environment, command },
  ...changes,
})

test.each([
  ['lbbench compare uneven --strategies rr,lc,p2c --rounds 9', ['lc (no turn)', 'p2c (no turn)']],
  ["lbbench compare uneven --strategies 'lc,p2c?choices=3' --rounds 9", ['lc (no turn)', 'p2c?choices=3 (no turn)']],
  ['lbbench compare uneven --strategies nginx:rr', []],
  ['lbbench compare uneven --rounds 9', []],
])('of a run that ended early, who had no turn: %s', (command, names) => {
  const gone = withoutData(told(command, { complete: false }))
  expect(gone.map(({ candidate, why }) => `${candidate} (${why})`)).toEqual(names)
})

test('of a whole run, who was refused or stopped', () => {
  const results = told('lbbench compare uneven --strategies rr,nginx:p2c,./x.ts', {
    refused: [{ candidate: 'nginx:p2c', reason: 'nginx has no p2c' }],
    stopped: [{ candidate: './x.ts', round: 0, reason: 'it threw' }],
  })
  expect(withoutData(results)).toEqual([
    { candidate: 'nginx:p2c', why: 'refused' },
    { candidate: './x.ts', why: 'stopped' },
  ])
  expect(withoutData(one)).toEqual([])
})
