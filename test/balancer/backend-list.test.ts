import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBackendList } from '../../src/balancer/backend-list.js'

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
  ])('%s', (text, expected) => {
    expect(parseBackendList(text)).toEqual(expected)
  })

  it('what it would write itself', () => {
    const entry = fc.record({
      port: fc.integer({ min: 1, max: 65_535 }),
      weight: fc.integer({ min: 1, max: 1_000_000 }),
    })
    const property = fc.property(fc.array(entry, { minLength: 1, maxLength: 10 }), entries => {
      const backends = entries.map(({ port, weight }, i) => ({ name: `n${i}`, address: `10.0.0.${i}:${port}`, weight }))
      const text = backends.map(({ name, address, weight }) => `${name}=${address}*${weight}`).join(',')
      expect(parseBackendList(text)).toEqual(backends)
    })
    fc.assert(property, { seed: 1, numRuns: 100 })
  })
})

describe('parseBackendList refuses', () => {
  const form = 'write HOST:PORT, HOST:PORT*WEIGHT or NAME=HOST:PORT, joined by commas'
  it.each([
    ['', 'the list of backends has an empty entry', form],
    ['h:1,,h:2', 'the list of backends has an empty entry', form],
    ['h:1,', 'the list of backends has an empty entry', form],
    ['localhost', 'backend "localhost" is not HOST:PORT', form],
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
    ['=h:1', 'backend "=h:1" has an empty name', form],
    ['h:1,h:1*2', 'backend "h:1" is listed twice', 'give one of them its own name: NAME=HOST:PORT'],
    ['x=h:1,x=h:2', 'backend "x" is listed twice', 'give one of them its own name: NAME=HOST:PORT'],
  ])('"%s"', (text, message, hint) => {
    expect(() => parseBackendList(text)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint }))
  })
})
