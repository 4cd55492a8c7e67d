import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapped } from '../../src/report/wrapped.js'

test('no line is longer than the width, but for a word that is; no word is lost', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.integer({ min: 8, max: 60 }), (words, width) => {
      const lines = wrapped(words.join(' '), width, '  ')
      for (const line of lines) if (line.trim().includes(' ')) expect(line.length).toBeLessThanOrEqual(width)
      expect(lines.join(' ').split(/\s+/)).toEqual(words)
      for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\S/)
    }),
    { seed: 1 },
  )
})
