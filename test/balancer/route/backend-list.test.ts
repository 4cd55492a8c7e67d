import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBackendList } from '../../../src/balancer/route/backend-list.js'

/** What nginx takes for granted. */
const plain = {
  weight: 1,
  maxFails: 1,
  failTimeoutMs: 10_000,
  maxRequests: 0,
  backup: false,
  down: false,
  latencyMs: 0,
}

describe('a number alone is that many backends', () => {
  it('named as in a scenario', () => {
    expect(parseBackendList(' 3 ')).toEqual(parseBackendList('b1,b2,b3'))
    expect(parseBackendList('b=4').map(({ name, address }) => [name, address])).toEqual([['b', '4']])
  })

  it.each(['0', '1001'])('and %s is refused', text => {
    expect(() => parseBackendList(text)).toThrow(`${text} backends: expected 1 to 1000`)
  })
})

describe('parseBackendList reads', () => {
  it.each([
    ['127.0.0.1:18001', [{ name: '127.0.0.1:18001', address: '127.0.0.1:18001', weight: 1 }]],
    ['127.0.0.1:18001*2', [{ name: '127.0.0.1:18001', address: '127.0.0.1:18001', weight: 2 }]],
    ['big=app.internal:80*5', [{ name: 'big', address: 'app.internal:80', weight: 5 }]],
    ['[::1]:8080*3', [{ name: '[::1]:8080', address: '[::1]:8080', weight: 3 }]],
    [
      ' a=h:1 , b=h:1*1000000',
      [
        { name: 'a', address: 'h:1', weight: 1 },
        { name: 'b', address: 'h:1', weight: 1_000_000 },
      ],
    ],
    // Without a port, as nginx allows: the ring of a consistent hash is another one.
    [
      'a,b=127.0.0.1*2',
      [
        { name: 'a', address: 'a' },
        { name: 'b', address: '127.0.0.1', weight: 2 },
      ],
    ],
    ['s=unix:/run/a.sock*2', [{ name: 's', address: 'unix:/run/a.sock', weight: 2 }]],
    ['X=h:1 weight=6 max_fails=3', [{ name: 'X', address: 'h:1', weight: 6, maxFails: 3 }]],
    ['h:1*2   backup  down', [{ name: 'h:1', address: 'h:1', weight: 2, backup: true, down: true }]],
    ['h:1 fail_timeout=2s latency=20ms', [{ name: 'h:1', address: 'h:1', failTimeoutMs: 2000, latencyMs: 20 }]],
    ['h:1 max_conns=2,h:2 maxconn=3', [1, 2].map(i => ({ name: `h:${i}`, address: `h:${i}`, maxRequests: i + 1 }))],
  ])('%s', (text, expected) => {
    expect(parseBackendList(text)).toEqual(expected.map(entry => ({ ...plain, ...entry })))
  })

  it('what it would write itself', () => {
    const entry = fc.record({
      port: fc.integer({ min: 1, max: 65_535 }),
      weight: fc.integer({ min: 1, max: 1_000_000 }),
    })
    const property = fc.property(fc.array(entry, { minLength: 1, maxLength: 10 }), entries => {
      const backends = entries.map(({ port, weight }, i) => ({ name: `n${i}`, address: `10.0.0.${i}:${port}`, weight }))
      const text = backends.map(({ name, address, weight }) => `${name}=${address}*${weight}`).join(',')
      expect(parseBackendList(text)).toEqual(backends.map(entry => ({ ...plain, ...entry })))
    })
    fc.assert(property, { seed: 1, numRuns: 100 })
  })
})

describe('parseBackendList refuses', () => {
  const words = 'words: weight=5 max_fails=3 fail_timeout=10s max_conns=2 backup down latency=20ms'
  const form = 'write HOST:PORT, HOST:PORT*WEIGHT or NAME=HOST:PORT, joined by commas'
  it.each([
    ['', 'the list of backends has an empty entry', form],
    ['h:1,,h:2', 'the list of backends has an empty entry', form],
    ['h:1,', 'the list of backends has an empty entry', form],
    ['a*2 weight=3', 'backend "a*2 weight=3" has two weights', 'give *WEIGHT or weight=WEIGHT, not both'],
    ['a/b', 'backend "a/b" is not HOST:PORT', form],
    ['unix:', 'backend "unix:" has port "": expected 1 to 65535', undefined],
    [':80', 'backend ":80" is not HOST:PORT', form],
    ['h:80/x:1', 'backend "h:80/x:1" is not HOST:PORT', form],
    ['http://h:80', 'backend "http://h:80" is not HOST:PORT', form],
    ['a=b=h:1', 'backend "a=b=h:1" is not HOST:PORT', form],
    ['::1:80', 'backend "::1:80" is not HOST:PORT', 'an IPv6 address needs brackets: [::1]:8080'],
    ['h:', 'backend "h:" has port "": expected 1 to 65535', undefined],
    ['h:0', 'backend "h:0" has port "0": expected 1 to 65535', undefined],
    ['h:65536', 'backend "h:65536" has port "65536": expected 1 to 65535', undefined],
    ['h:http', 'backend "h:http" has port "http": expected 1 to 65535', undefined],
    ['h:1*0', 'backend "h:1*0" has weight "0": expected a whole number from 1 to 1000000', undefined],
    ['h:1*', 'backend "h:1*" has weight "": expected a whole number from 1 to 1000000', undefined],
    ['h:1*1.5', 'backend "h:1*1.5" has weight "1.5": expected a whole number from 1 to 1000000', undefined],
    ['h:1*1000001', 'backend "h:1*1000001" has weight "1000001": expected a whole number from 1 to 1000000', undefined],
    ['h:1*2*3', 'backend "h:1*2*3" has weight "2*3": expected a whole number from 1 to 1000000', undefined],
    ['h:1 weight=0', 'backend "h:1 weight=0" has weight "0": expected a whole number from 1 to 1000000', undefined],
    ['h:1 max_fails', 'backend "h:1 max_fails": max_fails: expected a whole number from 0 to 9999999', undefined],
    ['h:1 fail_timeout=2', expect.stringContaining('fail_timeout: expected a duration with its unit'), undefined],
    ['h:1 down=yes', 'backend "h:1 down=yes": down: stands alone, without a value', undefined],
    ['h:1 max_fail=1', 'backend "h:1 max_fail=1" has an unknown word "max_fail"; did you mean "max_fails"?', words],
    ['h:1 toString', 'backend "h:1 toString" has an unknown word "toString"', words],
    ['=h:1', 'backend "=h:1" has an empty name', form],
    ['h:1,h:1*2', 'backend "h:1" is listed twice', 'give one of them its own name: NAME=HOST:PORT'],
    ['x=h:1,x=h:2', 'backend "x" is listed twice', 'give one of them its own name: NAME=HOST:PORT'],
  ])('"%s"', (text, message, hint) => {
    expect(() => parseBackendList(text)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint }))
  })
})
