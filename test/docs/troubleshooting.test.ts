import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, exitStatus, LbbenchError } from '../../src/errors.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { repositoryFiles, textOf } from './markdown.js'

const page = textOf('docs/troubleshooting.md')
const sources = repositoryFiles
  .filter(path => /^src\/.*\.ts$/.test(path))
  .map(path => readFileSync(`${packageRoot}/${path}`, 'utf8'))
  .join('\n')

/** Of the type that all errors are of. */
const codes = [...textOf('src/errors.ts').matchAll(/^ {2}\| '([A-Z_]+)'$/gm)].map(([, code]) => code as ErrorCode)

/** Whatever is made beside a level or a message. */
const warnings = new Set([...sources.matchAll(/\bcode: '([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code!))
// zod's own word for an issue that is none of its kinds.
warnings.delete('custom')

describe('docs/troubleshooting.md', () => {
  it('has an entry for each code of an error, and for no other', () => {
    const entries = [...page.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(10)
    expect(new Set(entries)).toEqual(new Set(codes))
  })

  it.each(codes)('says the exit status of %s', code => {
    const [, status] = new RegExp(`^### ${code}\\n\\nExit status (\\d+)`, 'm').exec(page)!
    expect(Number(status)).toBe(new LbbenchError(code, '').exitStatus)
    expect(Object.values(exitStatus)).toContain(Number(status))
  })

  it('says what to do about each warning, and about no other', () => {
    const table = page.slice(page.indexOf('| code | do |'))
    const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2)
    const named = rows.flatMap(row => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, code]) => code!))
    expect(warnings.size).toBeGreaterThan(15)
    expect([...new Set(named)].sort()).toEqual([...warnings].sort())
    expect(new Set(named).size).toBe(named.length)
  })

  it('gives them the codes that docs/results.md has, with their limits', () => {
    const table = textOf('docs/results.md').split('| code | caution | invalid |')[1]!.split('\n\n')[0]!
    expect([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code!).sort()).toEqual([...warnings].sort())
  })
})
