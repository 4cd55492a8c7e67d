import { describe, expect, it } from 'vitest'
import { parseScript } from '../../../src/balancer/route/route-script.js'

const parse = (text: string) => parseScript(text, 'f', ['a', 'b one', 'all'])

describe('parseScript reads', () => {
  it.each([
    ['get', [{ do: 'get', client: '127.0.0.1', path: '/' }]],
    ['hold 10.0.0.1', [{ do: 'hold', client: '10.0.0.1', path: '/' }]],
    ['get k /cart?id=7#x', [{ do: 'get', client: 'k', path: '/cart?id=7#x' }]],
    ['get "" "/a b"', [{ do: 'get', client: '', path: '/a b' }]],
    ['get "say \\"x\\""', [{ do: 'get', client: 'say "x"', path: '/' }]],
    ['get #1', [{ do: 'get', client: '#1', path: '/' }]],
    ['get 2x', [{ do: 'get', client: '2x', path: '/' }]],
    ['2x hold', Array(2).fill({ do: 'hold', client: '127.0.0.1', path: '/' })],
    ['0x get', []],
    ['end a', [{ do: 'end', backend: 'a', all: false }]],
    ['end all all', [{ do: 'end', backend: 'all', all: true }]],
    ['down "b one"', [{ do: 'down', backend: 'b one' }]],
    ['up a', [{ do: 'up', backend: 'a' }]],
    ['fail a', [{ do: 'fail', backend: 'a' }]],
    ['heal a', [{ do: 'heal', backend: 'a' }]],
    ['weight a 7', [{ do: 'weight', backend: 'a', weight: 7 }]],
    ['wait 1.5s', [{ do: 'wait', ms: 1500 }]],
  ])('%s', (line, steps) => {
    expect(parse(line)).toEqual(steps.map(step => ({ ...step, where: 'f:1' })))
  })

  it('one a line, passing over blank ones and comments, and counts all of them', () => {
    const steps = parse('# first\r\n\n  get\r\n   # more\nwait 1ms')
    expect(steps.map(step => step.where)).toEqual(['f:3', 'f:5'])
  })
})

describe('parseScript refuses', () => {
  const backends = 'backends: a, b one, all'
  it.each([
    ['get\nfetch', 'f:2: unknown step "fetch"', expect.stringContaining('steps: get, get CLIENT')],
    ['hodl', 'f:1: unknown step "hodl"; did you mean "hold"?', expect.anything()],
    ['12', 'f:1: unknown step "12"', expect.anything()],
    ['12x', 'f:1: unknown step ""', expect.anything()],
    ['get a b c', 'f:1: "get a b c": write get, get CLIENT or get CLIENT PATH', undefined],
    ['end', 'f:1: "end": write end NAME or end NAME all', undefined],
    ['end a every', 'f:1: "every": write end NAME or end NAME all', undefined],
    ['3x end a', 'f:1: "3x end a": only get and hold take a count', undefined],
    ['down nobody', 'f:1: there is no backend "nobody"', backends],
    ['up "b on"', 'f:1: there is no backend "b on"; did you mean "b one"?', backends],
    ['weight a 0', 'f:1: a has weight "0": expected a whole number from 1 to 1000000', undefined],
    ['wait 2', 'f:1: "2": expected a duration with its unit such as 2ms or 2s', undefined],
    ['get "a', 'f:1: "a is no text in double quotes', undefined],
    ['get "a"b', 'f:1: "a"b is no text in double quotes', undefined],
  ])('%s', (text, message, hint) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ message, hint }))
  })
})
