import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { docsPath, withDocsPaths } from '../../src/cli/docs-path.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { lbbenchIn } from './lbbench.js'

// The user's own page of that name is not ours.
const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'lbbench-docs-')))
mkdirSync(join(cwd, 'docs'))
writeFileSync(join(cwd, 'docs/scenario.md'), '')
writeFileSync(join(cwd, 'wrong.yaml'), 'nothing: 1\n')

it.each([
  ['a hint', ['check', 'wrong.yaml'], 'scenario.md'],
  ['a term', ['explain', 'p99'], 'results.md'],
  ['a strategy', ['explain', 'lc'], 'strategies.md'],
  ['the glossary', ['explain'], 'glossary.md'],
  ['a workflow', ['init', 'ci', 'jenkins'], 'ci.md'],
  ['the welcome', [], 'getting-started.md'],
])('%s names the page of the package, where the user can open it', async (_, argv, name) => {
  const { stdout, stderr } = await lbbenchIn({ cwd }, ...argv)
  expect(docsPath(name, cwd)).not.toBe(`docs/${name}`)
  expect(stdout + stderr).toContain(docsPath(name, cwd))
})

it('is short where it is near, and leaves alone what is no page of ours', () => {
  expect(docsPath('scenario.md', packageRoot)).toBe('docs/scenario.md')
  expect(docsPath('scenario.md', join(packageRoot, 'src'))).toBe('../docs/scenario.md')
  expect(docsPath('nosuch.md', cwd)).toBe('docs/nosuch.md')
  const others = 'https://example.org/docs/scenario.md ./docs/scenario.md'
  expect(withDocsPaths(others, cwd)).toBe(others)
})

it('is as in a checkout where our pages are linked to', () => {
  const linked = realpathSync(mkdtempSync(join(tmpdir(), 'lbbench-linked-')))
  symlinkSync(join(packageRoot, 'docs'), join(linked, 'docs'))
  expect(docsPath('scenario.md', linked)).toBe('docs/scenario.md')
})
