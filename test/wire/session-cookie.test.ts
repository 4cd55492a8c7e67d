import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SessionCookie } from '../../src/live/wire/session-cookie.js'

const cookie = new SessionCookie('SRV', Infinity)

describe('the session cookie of a request', () => {
  test.each([
    { why: 'alone: the line goes', lines: 'A: 1\r\nCookie: SRV=b2\r\nB: 2\r\n', value: 'b2', rest: 'A: 1\r\nB: 2\r\n' },
    { why: 'first', lines: 'Cookie: SRV=b2; u=1\r\n', value: 'b2', rest: 'Cookie: u=1\r\n' },
    { why: 'last', lines: 'cookie: u=1; SRV=b2\r\n', value: 'b2', rest: 'cookie: u=1\r\n' },
    { why: 'without blanks', lines: 'COOKIE:u=1;SRV=b2;v=2\r\n', value: 'b2', rest: 'COOKIE: u=1; v=2\r\n' },
    { why: 'twice: the first counts, both go', lines: 'Cookie: SRV=b2; SRV=b3\r\n', value: 'b2', rest: '' },
    { why: 'in a second line', lines: 'Cookie: u=1\r\nCookie: SRV=b2\r\n', value: 'b2', rest: 'Cookie: u=1\r\n' },
    { why: 'empty', lines: 'Cookie: SRV=; u=1\r\n', value: '', rest: 'Cookie: u=1\r\n' },
    { why: 'with "=" in its value', lines: 'Cookie: SRV=a=b\r\n', value: 'a=b', rest: '' },
    { why: 'not there', lines: 'Cookie: u=1\r\n', value: '', rest: 'Cookie: u=1\r\n' },
    { why: 'as the end of another name', lines: 'Cookie: XSRV=1\r\n', value: '', rest: 'Cookie: XSRV=1\r\n' },
    { why: 'in another case: another cookie', lines: 'Cookie: srv=1\r\n', value: '', rest: 'Cookie: srv=1\r\n' },
    { why: 'in another field', lines: 'X-Cookie: SRV=1\r\n', value: '', rest: 'X-Cookie: SRV=1\r\n' },
    { why: 'in the value of another', lines: 'Cookie: u=SRV=1\r\n', value: '', rest: 'Cookie: u=SRV=1\r\n' },
  ])('$why', ({ lines, value, rest }) => expect(cookie.takeFrom(lines)).toEqual({ value, lines: rest }))

  test('property: is found wherever it stands, and the others stay as they were', () => {
    const name = fc.stringMatching(/^[a-zA-Z!#$%&'*+.^`|~_-]{1,6}$/)
    const value = fc.stringMatching(/^[\w=/+-]{0,8}$/)
    const others = fc.array(fc.tuple(name, value), { maxLength: 5 })
    fc.assert(
      fc.property(name, value, others, others, (mine, worth, before, after) => {
        const pairs = (list: readonly (readonly [string, string])[]): string[] =>
          list.filter(([other]) => other !== mine).map(pair => pair.join('='))
        const rest = [...pairs(before), ...pairs(after)]
        const line = `Cookie: ${[...pairs(before), `${mine}=${worth}`, ...pairs(after)].join('; ')}\r\n`
        expect(new SessionCookie(mine, 1).takeFrom(`H: 1\r\n${line}`)).toEqual({
          value: worth,
          lines: `H: 1\r\n${rest.length === 0 ? '' : `Cookie: ${rest.join('; ')}\r\n`}`,
        })
      }),
    )
  })
})

describe('the session cookie of an answer', () => {
  test.each([
    { ttlMs: Infinity, field: 'Set-Cookie: SRV=b1; path=/\r\n' },
    { ttlMs: 1_800_000, field: 'Set-Cookie: SRV=b1; path=/; Max-Age=1800\r\n' },
    { ttlMs: 1_200, field: 'Set-Cookie: SRV=b1; path=/; Max-Age=2\r\n' },
  ])('lasts as long as the session: $ttlMs ms', ({ ttlMs, field }) =>
    expect(new SessionCookie('SRV', ttlMs).field('b1')).toBe(field),
  )

  test.each([
    { why: 'of that name, set by the backend, goes', lines: 'Set-Cookie: SRV=x; path=/\r\nA: 1\r\n', rest: 'A: 1\r\n' },
    { why: 'in any case of the field', lines: 'set-cookie:SRV=x\r\n', rest: '' },
    { why: 'of another name stays', lines: 'Set-Cookie: u=SRV=1; path=/\r\n', rest: 'Set-Cookie: u=SRV=1; path=/\r\n' },
    { why: 'named in an attribute stays', lines: 'Set-Cookie: u=1; SRV=2\r\n', rest: 'Set-Cookie: u=1; SRV=2\r\n' },
  ])('$why', ({ lines, rest }) => expect(cookie.without(lines)).toBe(rest))
})
