import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { whyNotJson, whyUnread } from '../src/cannot-read.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-unread-'))

function failureOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

it.each([
  [join(folder, 'nowhere'), 'there is no such file'],
  [folder, 'it is a folder'],
])('%s is not read, and why is said without codes', (path, why) => {
  expect(whyUnread(failureOf(() => readFileSync(path)))).toBe(why)
})

it('says what else there is in the words of the system', () => {
  expect(whyUnread(new Error('something new'))).toBe('something new')
})

it('keeps what is no JSON on one line', () => {
  expect(whyNotJson(failureOf(() => JSON.parse('hello\nyou\n')))).toMatch(/^Unexpected token 'h', .*hello you/)
})
