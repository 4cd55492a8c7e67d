import { expect, it } from 'vitest'
import { commandLineOf } from '../../src/cli/overrides-of.js'

it.each([
  ['redis://:pw@h:1', 'redis://:***@h:1'],
  ['redis://:p@ss@h:1/2', 'redis://:***@h:1/2'],
  ['rediss://user:p:w@x@h', 'rediss://user:***@h'],
  ['redis://h:1', 'redis://h:1'],
])('a command line to repeat shows no password of %s', (redis, shown) => {
  const line = commandLineOf('compare', { scenario: 'steady', redis }, [])
  expect(line).toContain(shown)
  expect(line).not.toMatch(/ss@h|pw@|x@h/)
})
