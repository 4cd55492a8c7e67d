import { expect, test } from 'vitest'
import { warningLines } from '../../src/report/warning-lines.js'
import type { Warning } from '../../src/results/results.js'

const warning = (level: Warning['level'], code: string, candidate: string | null): Warning => ({
  level,
  code,
  candidate,
  round: null,
  message: `${code} of ${candidate}`,
})

test('one line a kind and level, naming all it is about', () => {
  const lines = warningLines([
    warning('invalid', 'late', 'rr'),
    warning('caution', 'late', 'lc'),
    warning('caution', 'late', 'p2c'),
    warning('caution', 'late', 'iphash'),
    warning('caution', 'one-round', null),
  ])
  expect(lines).toEqual([
    { level: 'invalid', about: 'rr', message: 'late of rr' },
    { level: 'caution', about: 'lc (likewise p2c and iphash)', message: 'late of lc' },
    { level: 'caution', about: undefined, message: 'one-round of null' },
  ])
})
