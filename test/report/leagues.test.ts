import { expect, test } from 'vitest'
import { conclusion } from '../../src/report/conclusion.js'
import { leagues } from '../../src/report/leagues.js'
import { syntheticResults } from '../results/synthetic.js'

const withIdeal = () => {
  const results = syntheticResults(
    [
      { candidate: 'virtual:rr', factor: 2 },
      { candidate: 'virtual:lc', factor: 1.5 },
      { candidate: 'virtual:other', factor: 1 },
    ],
    5,
  )
  const candidates = results.candidates.map(one =>
    one.id === 'virtual:other' ? { ...one, id: 'ideal', strategy: 'ideal' } : one,
  )
  return { ...results, candidates }
}

test('ideal is measured by, not ranked', () => {
  expect(leagues(withIdeal()).map(({ candidates }) => candidates.map(({ id }) => id))).toEqual([
    ['virtual:rr', 'virtual:lc'],
  ])
  expect(conclusion(withIdeal())[0]).toMatch(/^virtual:lc beats virtual:rr: p99/)
})

test('alone it is its own league', () => {
  const results = withIdeal()
  const alone = { ...results, candidates: results.candidates.filter(({ id }) => id === 'ideal') }
  expect(leagues(alone).map(({ candidates }) => candidates.map(({ id }) => id))).toEqual([['ideal']])
})
