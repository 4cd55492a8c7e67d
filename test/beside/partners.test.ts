import { expect, test } from 'vitest'
import { partnersOf } from '../../src/beside/partners.js'
import { made } from './runs.js'

const before = made({ factors: { rr: 1, 'p2c?choices=2': 1, lc: 1 } })
const after = made({ factors: { rr: 1, 'p2c?choices=3': 1, 'my-lc': 1 } })

const pairsOf = (...match: string[]): string[] =>
  partnersOf(before, after, match).pairs.map(pair => `${pair.before.id} ${pair.after.id}`)

test('those of one name belong together, and those that are said to', () => {
  expect(pairsOf()).toEqual(['rr rr'])
  expect(pairsOf('lc=my-lc')).toEqual(['rr rr', 'lc my-lc'])
  expect(partnersOf(before, after, ['lc=my-lc'])).toMatchObject({
    onlyBefore: ['p2c?choices=2'],
    onlyAfter: ['p2c?choices=3'],
  })
})

test('an id may hold the sign that parts two', () => {
  expect(pairsOf('p2c?choices=2=p2c?choices=3')).toEqual(['rr rr', 'p2c?choices=2 p2c?choices=3'])
})

test('whoever is said to belong to another is not its own partner any more', () => {
  expect(pairsOf('lc=rr')).toEqual(['lc rr'])
})

test.each([
  ['lc', /names no two candidates/],
  ['lcc=my-lc', /no candidate "lcc" in the results before; did you mean "lc"\?/],
  ['lc=mylc', /no candidate "mylc" in the results after; did you mean "my-lc"\?/],
])('%s is refused', (text, message) => {
  expect(() => pairsOf(text)).toThrow(message)
})

test('a candidate has one partner', () => {
  expect(() => pairsOf('lc=my-lc', 'lc=rr')).toThrow(/names lc twice/)
  expect(() => pairsOf('lc=my-lc', 'rr=my-lc')).toThrow(/names my-lc twice/)
})
