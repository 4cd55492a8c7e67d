import { expect, it } from 'vitest'
import { labelOf } from '../../src/own/user-position.js'

it.each([
  ['/a/x.ts', './x.ts', '/a/x.ts', './x.ts'],
  ['/a/x.ts', './x.ts', '/a/lib/y.ts', './lib/y.ts'],
  ['/a/x.ts', '/a/x.ts', '/a/lib/y.ts', '/a/lib/y.ts'],
  ['/a/b/x.ts', '../b/x.ts', '/a/y.ts', '../b/../y.ts'],
  // As it was at a revision: the file lies elsewhere, and so do those it imports.
  ['/tmp/tree/src/x.ts', './src/x.ts@HEAD~1', '/tmp/tree/src/x.ts', './src/x.ts@HEAD~1'],
  ['/tmp/tree/src/x.ts', './src/x.ts@HEAD~1', '/tmp/tree/src/y.ts', './src/y.ts@HEAD~1'],
  ['/tmp/tree/src/x.ts', './src/x.ts@origin/main', '/tmp/tree/src/y.ts', './src/y.ts@origin/main'],
  ['/tmp/tree/src/x.ts', '/a/src/x.ts@v1', '/tmp/tree/src/y.ts', '/a/src/y.ts@v1'],
])('%s, which is called %s, calls %s %s', (path, label, other, expected) => {
  expect(labelOf(other, { path, label })).toBe(expected)
})
