import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { resultsText } from '../../src/results/results-text.js'

const textOf = (value: unknown): string => resultsText(value as Results)

test('a column of numbers stands on one line, all else on lines of their own', () => {
  expect(textOf({ p50Ms: [1.5, null, -2e-7, 4e21], errors: [], texts: ['a', 'b'], nested: [[1], [2]] })).toBe(`{
  "p50Ms": [1.5, null, -2e-7, 4e+21],
  "errors": [],
  "texts": [
    "a",
    "b"
  ],
  "nested": [
    [1],
    [2]
  ]
}
`)
})

test('it is the same JSON, whatever texts hold', () => {
  const text = fc.constantFrom('[\n1,\n 2\n]', '[ 1 ]', '"', '[', '\\n')
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.array(text), fc.dictionary(text, fc.array(fc.double({ noNaN: true })))),
      value => {
        expect(JSON.parse(textOf(value))).toEqual(JSON.parse(JSON.stringify(value)))
      },
    ),
    { seed: 1, numRuns: 300 },
  )
})
