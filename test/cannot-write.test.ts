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
  ['/dev/full', 'the disk is full', 'make room, or choose another one'],
  [`${tmpdir()}/no/such/folder/file`, 'its folder is not there', 'make it first, or choose another one'],
  [tmpdir(), 'that is a folder', 'choose another one'],
  ['/dev/null/file', 'what should be its folder is a file', 'choose another one'],
])('%s: %s', (path, why, hint) => {
  const error = cannotWrite(`cannot write ${path}`, refusalOf(path), 'choose another one')
  expect(error).toMatchObject({ code: 'OUTPUT', exitStatus: 3, hint })
  expect(error.message).toBe(`cannot write ${path}: ${why}`)
})

it.each(['EACCES', 'EPERM'])('says so where nobody gave the right (%s)', code => {
  const refusal = Object.assign(new Error(`${code}: permission denied, open '/a'`), { code })
  expect(cannotWrite('cannot write a', refusal, 'name b')).toMatchObject({
    message: 'cannot write a: you may not write there',
    hint: 'name b',
  })
})

it("has the system's words where it knows none", () => {
  const refusal = Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' })
  expect(cannotWrite('cannot write a', refusal, 'name b').message).toBe('cannot write a: EIO: i/o error, write')
})
