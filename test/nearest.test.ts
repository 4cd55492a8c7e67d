import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, nearest } from '../src/nearest.js'

describe('nearest', () => {
  it.each([
    ['rrr', ['rr', 'random'], 'rr'],
    ['lc', ['rr', 'lc'], 'lc'],
    ['cl', ['rr', 'lc'], 'lc'], // two swapped letters are one slip
    ['leastcon', ['least_conn', 'leastconn'], 'leastconn'],
    ['RANDOM', ['rr', 'random'], 'random'],
    ['ranodm', ['rr', 'random'], 'random'],
    ['stedy', ['steady', 'uneven'], 'steady'],
    ['heavy', ['steady', 'heavy-tail'], 'heavy-tail'], // too far, but a beginning
    ['aws', ['ars', 'aws-alb', 'aws-nlb'], 'aws-alb'], // a beginning before a slip
    ['he', ['steady', 'heavy-tail'], undefined],
    ['xyz', ['rr', 'lc', 'random'], undefined],
    ['round', [], undefined],
    ['', ['rr'], undefined],
    ['ab', ['ac', 'ad'], 'ac'], // the first of equals
  ])('%s among %j -> %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected)
  })

  const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 4, maxLength: 12 })

  it('finds a word after one slip', () => {
    const property = fc.property(
      word,
      fc.nat(),
      fc.constantFrom('drop', 'double', 'replace', 'swap'),
      (word, n, slip) => {
        const at = n % (word.length - 1)
        const typed = {
          drop: word.slice(0, at) + word.slice(at + 1),
          double: word.slice(0, at) + word[at] + word.slice(at),
          replace: `${word.slice(0, at)}z${word.slice(at + 1)}`,
          swap: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
        }[slip]
        expect(nearest(typed, ['zzzzzzzzzzzzzzzz', word])).toBe(word)
      },
    )
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  it('prefers the word itself to any other', () => {
    const property = fc.property(word, fc.array(word), (word, others) => {
      expect(nearest(word, [...others, word])).toBe(word)
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })
})

it('didYouMean asks only where something is near', () => {
  expect(didYouMean('rrr', ['rr', 'lc'])).toBe('; did you mean "rr"?')
  expect(didYouMean('quantum', ['rr', 'lc'])).toBe('')
})
