import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LbbenchError } from '../../../src/errors.js'
import { listKinds, readKind } from '../../../src/scenario/backend-kind/read-kind.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-kinds-'))
afterAll(() => rmSync(folder, { recursive: true }))

function kind(name: string, text: string): string {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'backend.yaml'), text)
  return join(folder, name)
}

function failure(act: () => unknown): LbbenchError {
  try {
    act()
  } catch (error) {
    if (error instanceof LbbenchError) return error
  }
  throw new Error('expected an LbbenchError')
}

const one = kind('one', 'name: one\ndescription: One.\ncommand: [one]\n')
const two = kind('two', 'name: two\ndescription: Two.\ncommand: [two]\nvariants: { a: {}, b: { title: B } }\n')

describe('kinds of backends', () => {
  it('are found by name, by folder, and of several by variant', () => {
    expect(listKinds(folder).map(({ name }) => name)).toEqual(['one', 'a', 'b'])
    expect(readKind('b', folder)).toMatchObject({ name: 'b', title: 'B', folder: two })
    expect(readKind(one, '/nowhere')).toMatchObject({ name: 'one', folder: one })
    expect(readKind(`${two}:a`, '/nowhere')).toMatchObject({ name: 'a', folder: two })
  })

  it.each([
    ['aa', 'UNKNOWN_NAME', /no backend kind "aa"/, /shipped: simulated, one, a, b/],
    [two, 'UNKNOWN_NAME', /it has several, say which/, /two:a or .*two:b/],
    [`${two}:c`, 'UNKNOWN_NAME', /it has no "c"/, /two:a/],
    [
      '/nowhere',
      'SCENARIO',
      /cannot read \/nowhere\/backend.yaml: there is no such file/,
      /a folder with backend.yaml/,
    ],
  ])('of which there is no %s', (name, code, message, hint) => {
    const error = failure(() => readKind(name, folder))
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.stringMatching(hint) })
  })

  it.each([
    ['', '1:1: the file is empty; a backend needs at least "name", "description" and "command"'],
    ['name: x\ndescription: X.\ncommand: node\n', '3:10: found "node", expected a list of words, the program first'],
    [
      'name: x\ndescription: X.\ncommand: [node, "${oprt}"]\n',
      '3:17: there is no variable ${oprt}; did you mean "port"?',
    ],
    ['name: x\ndescription: X.\nvariants:\n  v: {}\n', '4:3: missing key "command"'],
    ['name: x\n\tdescription: X.\n', '2:1: a tab indents this line'],
  ])('whose backend.yaml is wrong say where: %j', (text, message) => {
    const path = kind(`wrong-${Math.abs(text.length)}-${text.charCodeAt(9) || 0}`, text)
    const error = failure(() => readKind(path, folder))
    expect(error.code).toBe('SCENARIO')
    expect(error.message).toContain(`backend.yaml:${message}`)
    rmSync(path, { recursive: true })
  })
})
