import { describe, expect, it } from 'vitest'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { Strategy } from '../../src/strategies/strategy.js'

const p2c = findStrategy('p2c')
const rr = findStrategy('rr')
/** One option of each kind. */
const every: Strategy = {
  ...rr,
  name: 'every',
  options: {
    decay: { summary: '', default: 0.5, min: 0, max: 1 },
    limit: { summary: '', default: 10, min: 1, integer: true },
    shift: { summary: '', default: 0, max: 5 },
    free: { summary: '', default: 0 },
    sticky: { summary: '', default: false },
    hash: { summary: '', default: 'crc32', values: ['crc32', 'murmur'] },
    key: { summary: '', default: '' },
  },
}
const defaults = { decay: 0.5, limit: 10, shift: 0, free: 0, sticky: false, hash: 'crc32', key: '' }

describe('parseOptions reads', () => {
  it.each([
    [p2c, '', { choices: 2 }],
    [p2c, 'choices=3', { choices: 3 }],
    [p2c, 'choices=32', { choices: 32 }],
    [rr, '', {}],
    [every, '', defaults],
    [every, 'hash=murmur&decay=1', { ...defaults, hash: 'murmur', decay: 1 }],
    [every, 'decay=.25&limit=1e3', { ...defaults, decay: 0.25, limit: 1000 }],
    [every, 'free=-2.5&shift=-9', { ...defaults, free: -2.5, shift: -9 }],
    [every, 'sticky', { ...defaults, sticky: true }],
    [every, 'sticky=false&key=a=b', { ...defaults, key: 'a=b' }],
  ])('%o %s', (strategy, text, expected) => {
    const options = parseOptions(strategy, text)
    expect(options).toEqual(expected)
    expect(Object.keys(options)).toEqual(Object.keys(expected))
  })
})

describe('parseOptions refuses', () => {
  it.each([
    [p2c, 'choices=0', 'option "choices" of p2c must be a whole number from 1 to 32, not "0"'],
    [p2c, 'choices=33', 'option "choices" of p2c must be a whole number from 1 to 32, not "33"'],
    [p2c, 'choices=2.5', 'option "choices" of p2c must be a whole number from 1 to 32, not "2.5"'],
    [p2c, 'choices=', 'option "choices" of p2c must be a whole number from 1 to 32, not ""'],
    [p2c, 'choices=0x3', 'option "choices" of p2c must be a whole number from 1 to 32, not "0x3"'],
    [p2c, 'choices', 'option "choices" of p2c needs a value: a whole number from 1 to 32'],
    [p2c, 'choices=2&choices=3', 'option "choices" of p2c is given twice'],
    [p2c, '=3', '"=3" is not an option of p2c: write NAME=VALUE, several joined by "&"'],
    [p2c, 'choices=2&', '"" is not an option of p2c: write NAME=VALUE, several joined by "&"'],
    [every, 'decay=1.5', 'option "decay" of every must be a number from 0 to 1, not "1.5"'],
    [every, 'limit=0', 'option "limit" of every must be a whole number, at least 1, not "0"'],
    [every, 'shift=6', 'option "shift" of every must be a number, at most 5, not "6"'],
    [every, 'free=1e999', 'option "free" of every must be a number, not "1e999"'],
    [every, 'sticky=yes', 'option "sticky" of every must be true or false, not "yes"'],
    [every, 'hash=md5', 'option "hash" of every must be one of crc32, murmur, not "md5"'],
  ])('%o %s', (strategy, text, message) => {
    expect(() => parseOptions(strategy, text)).toThrow(expect.objectContaining({ code: 'USAGE', message }))
  })

  it.each([
    [p2c, 'choises=3', 'unknown option "choises" of strategy p2c; did you mean "choices"?', 'options of p2c: choices'],
    [p2c, 'speed', 'unknown option "speed" of strategy p2c', 'options of p2c: choices'],
    [p2c, 'toString=1', 'unknown option "toString" of strategy p2c', 'options of p2c: choices'],
    [rr, 'choices=3', 'unknown option "choices" of strategy rr', 'rr has no options'],
  ])('the unknown option in %o %s', (strategy, text, message, hint) => {
    expect(() => parseOptions(strategy, text)).toThrow(expect.objectContaining({ code: 'UNKNOWN_NAME', message, hint }))
  })

  it('a value close to an allowed one, with a suggestion', () => {
    const error = expect.objectContaining({
      code: 'USAGE',
      message: expect.stringMatching(/; did you mean "murmur"\?$/),
    })
    expect(() => parseOptions(every, 'hash=murmer')).toThrow(error)
  })
})
