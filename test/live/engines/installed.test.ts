import { expect, it } from 'vitest'
import { installedVersion, isAtLeast } from '../../../src/live/engines/external/installed.js'

it.each([
  ['1.29.6', '1.22.1', true],
  ['1.22.1', '1.29.6', false],
  ['1.22.1', '1.22.1', true],
  ['2.10', '2.9', true],
  ['3', '2.9.9', true],
  ['2.6', '2.6.2', false],
  ['unknown', '2.4', false],
])('%s is at least %s: %s', (a, b, is) => {
  expect(isAtLeast(a, b)).toBe(is)
})

/** What is known of a program is asked once, so each is another. */
it.each([
  ['tells its version', 'sh', 'echo thing 1.2', '1.2'],
  ['tells none', 'dash', 'echo thing', 'unknown'],
  ['tells it and fails', 'bash', 'echo thing 1.2 >&2; exit 1', '1.2'],
])('a program that %s', (_, program, script, expected) => {
  expect(installedVersion({ program, versionArgs: ['-c', script], version: /(\d+\.\d+)/ })).toBe(expected)
})

it('one that is not there', () => {
  expect(installedVersion({ program: 'no-such-program', versionArgs: [], version: /(.*)/ })).toBeUndefined()
})
