import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headOf } from '../../src/live/wire/head-text.js'
import { digitsIn, spelling, spells } from '../../src/live/wire/octets.js'
import { parseRequestHead } from '../../src/live/wire/request-head.js'

const seed = { seed: 1, numRuns: 500 }
const tokenCharacters = [..."!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]
const names = ['te', 'host', 'keep-alive', 'content-length', 'transfer-encoding'] as const

test('property: `spells` is equality without case, for every token', () => {
  const token = fc
    .constantFrom(...names)
    .chain(name =>
      fc.tuple(fc.constant(name), fc.tuple(...[...name].map(letter => character(letter))), fc.nat({ max: 3 })),
    )
  fc.assert(
    fc.property(token, ([name, letters, offset]) => {
      const bytes = Buffer.from('-'.repeat(offset) + letters.join(''), 'latin1')
      expect(spells(bytes, offset, spelling(name))).toBe(letters.join('').toLowerCase() === name)
    }),
    seed,
  )
})

test('no octet of a token passes for another one of a name', () => {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz-') {
    const passing = tokenCharacters.filter(other => spells(Buffer.from(other), 0, spelling(letter)))
    expect(passing.map(other => other.toLowerCase())).toEqual(passing.map(() => letter))
    expect(passing).toHaveLength(letter === '-' ? 1 : 2)
  }
})

test('property: `digitsIn` reads plain digits and nothing else', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'0123456789', '+', '-', '.', 'e', 'x', ' ', '\xb2'),
    maxLength: 15,
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.nat().map(String)), written => {
      const bytes = Buffer.from(written, 'latin1')
      expect(digitsIn(bytes, 0, bytes.length)).toBe(/^[0-9]+$/.test(written) ? Number(written) : -1)
    }),
    seed,
  )
})

test('a Host may hold exactly what a host and port can', () => {
  for (let code = 33; code < 256; code++) {
    const character = String.fromCharCode(code)
    const head = `GET / HTTP/1.1\r\nHost: a${character}b\r\n\r\n`
    const parsing = () => parseRequestHead(headOf(head), head.length).fields.host
    if (/[A-Za-z0-9._~!$&'()*+;=%:[\]-]/.test(character)) expect(parsing()).toBe(`a${character}b`)
    else expect(parsing).toThrow()
  }
})

/** Mostly the letter itself, in either case. */
function character(letter: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(letter, letter.toUpperCase()) },
    { weight: 1, arbitrary: fc.constantFrom(...tokenCharacters) },
  )
}
