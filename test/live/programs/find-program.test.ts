import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { findProgram } from '../../../src/live/programs/find-program.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-path-'))
const program = join(folder, 'thing')
writeFileSync(program, '#!/bin/sh\n')
chmodSync(program, 0o755)
writeFileSync(join(folder, 'text'), '')
mkdirSync(join(folder, 'folder'))

afterEach(() => vi.unstubAllEnvs())

function withPath(...folders: readonly string[]): void {
  vi.stubEnv('PATH', folders.join(delimiter))
}

it('is the first on PATH that can be run', () => {
  withPath('/no/such/folder', folder)
  expect(findProgram('thing')).toBe(program)
})

it.each(['text', 'folder', 'nothing'])('is no %s', name => {
  withPath(folder)
  expect(findProgram(name)).toBeUndefined()
})

it('is never looked for where one happens to be', () => {
  withPath('', '.', relative(process.cwd(), folder))
  expect(findProgram('thing')).toBeUndefined()
})

it('may be where Debian puts servers', () => {
  withPath()
  const path = findProgram('nginx')
  expect(path === undefined || path.startsWith('/usr/')).toBe(true)
})
