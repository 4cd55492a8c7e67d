import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { cannotWrite } from '../src/cannot-write.js'

/** What the system says of a file that cannot be written. */
function refusalOf(path: string): NodeJS.ErrnoException {
  try {
    writeFileSync(path, 'text')
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
  throw new Error(`${path} could be written`)
}

it.each([
  ['/dev/full', 'the disk is full: make room, or choose another one'],
  [`${tmpdir()}/no/such/folder/file`, 'its folder is not there: make it first, or choose another one'],
  [tmpdir(), 'that is a folder: choose another one'],
  // Nothing is known about why.
  ['/dev/null/file', 'choose another one'],
])('%s: %s', (path, hint) => {
  const refusal = refusalOf(path)
  const error = cannotWrite(`cannot write ${path}`, refusal, 'choose another one')
  expect(error).toMatchObject({ code: 'OUTPUT', exitStatus: 3, hint })
  expect(error.message).toBe(`cannot write ${path}: ${refusal.message}`)
})

it('says so where nobody gave the right', () => {
  const refusal = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
  expect(cannotWrite('cannot write a', refusal, 'name b').hint).toBe('you may not write there: name b')
})
