import { expect, test } from 'vitest'
import { shortened } from '../../src/report/shortened.js'

test.each([
  ['lc', 5, 'lc'],
  ['nginx', 5, 'nginx'],
  // What tells it from "p2c?choices=2" is kept.
  ['p2c?choices=3', 8, 'p2c?…s=3'],
  ['p2c?choices=3', 7, 'p2c…s=3'],
  ['abc', 2, 'a…'],
])('%s in %i letters: %s', (text, length, short) => expect(shortened(text, length)).toBe(short))
