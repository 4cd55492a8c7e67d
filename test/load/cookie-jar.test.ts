import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCookieJar } from '../../src/live/load/cookie-jar.js'

describe('createCookieJar', () => {
  it('sends each client its own last values, in the order they first came', () => {
    const store = fc.record({
      client: fc.nat(3),
      name: fc.constantFrom('a', 'b', 'c'),
      value: fc.stringMatching(/^[a-z]{0,5}$/),
    })
    fc.assert(
      fc.property(fc.array(store), stores => {
        const jar = createCookieJar()
        const model = new Map<number, Map<string, string>>()
        for (const { client, name, value } of stores) {
          jar.store(client, `${name}=${value}; Path=/; HttpOnly`, 0)
          if (!model.has(client)) model.set(client, new Map())
          model.get(client)!.set(name, value)
        }
        for (let client = 0; client < 5; client++) {
          const pairs = [...(model.get(client) ?? [])].map(([name, value]) => `${name}=${value}`)
          expect(jar.header(client, 1)).toBe(pairs.join('; '))
        }
      }),
      { seed: 1 },
    )
  })

  const cases: [why: string, stores: string[], header: string][] = [
    ['a value with "="', ['a=b=c'], 'a=b=c'],
    ['Max-Age=0 deletes', ['a=1', 'b=2', 'a=; Max-Age=0'], 'b=2'],
    ['a negative Max-Age deletes', ['a=1', 'a=; max-age=-5'], ''],
    ['Expires in the past deletes', ['a=1', 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], ''],
    ['Max-Age wins over Expires', ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9'], 'a=1'],
    ['an Expires that is no date is not there', ['a=1; Expires=soon'], 'a=1'],
    ['a Max-Age that is no number is not there', ['a=1; Max-Age=long'], 'a=1'],
    ['no name', ['=1', 'novalue', ''], ''],
    ['deleting what is not there', ['a=; Max-Age=0'], ''],
  ]

  it.each(cases)('%s', (_, stores, header) => {
    const jar = createCookieJar()
    for (const cookie of stores) jar.store(7, cookie, 1_000_000)
    expect(jar.header(7, 1_000_000)).toBe(header)
  })

  it('forgets a cookie when its time is up, and only that one', () => {
    const jar = createCookieJar()
    jar.store(1, 'short=1; Max-Age=10', 0)
    jar.store(1, 'long=1; Max-Age=20', 0)
    expect(jar.header(1, 9_999)).toBe('short=1; long=1')
    expect(jar.header(1, 10_000)).toBe('long=1')
    expect(jar.header(1, 20_000)).toBe('')
  })
})
