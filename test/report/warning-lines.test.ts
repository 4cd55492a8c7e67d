import { expect, test } from 'vitest'
import { warningLines, warningText } from '../../src/report/warning-lines.js'
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
    { level: 'invalid', code: 'late', about: 'rr', message: 'late of rr' },
    { level: 'caution', code: 'late', about: 'lc (likewise p2c and iphash)', message: 'late of lc' },
    { level: 'caution', code: 'one-round', about: undefined, message: 'one-round of null' },
  ])
})

test('as text it carries the code that troubleshooting.md knows it by', () => {
  const [late, round] = warningLines([warning('invalid', 'late', 'rr'), warning('caution', 'one-round', null)])
  expect(warningText(late!)).toBe('invalid [late]: rr: late of rr')
  expect(warningText(round!)).toBe('caution [one-round]: one-round of null')
})
