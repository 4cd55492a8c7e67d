import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBackendList } from '../../../src/balancer/route/backend-list.js'
import { type RouteOptions, route } from '../../../src/balancer/route/route.js'
import type { RouteRow } from '../../../src/balancer/route/route-play.js'
import { parseScript } from '../../../src/balancer/route/route-script.js'
import { findStrategy, strategies } from '../../../src/strategies/index.js'
import { parseOptions } from '../../../src/strategies/options.js'

type Changes = Partial<RouteOptions> & { readonly requests?: number | readonly string[]; readonly script?: string }

function options(
  strategy: string,
  backends: string,
  { requests = 20, script, ...changes }: Changes = {},
): RouteOptions {
  const found = findStrategy(strategy)
  const listed = parseBackendList(backends)
  const names = listed.map(({ name }) => name)
  const clients = typeof requests === 'number' ? Array<string>(requests).fill('127.0.0.1') : requests
  const steps =
    script === undefined
      ? clients.map(client => ({ do: 'get', client, path: '/', where: '' }) as const)
      : parseScript(script, 'steps', names)
  const defaults = { options: parseOptions(found, ''), seed: 1, health: 'nginx' } as const
  return { strategy: found, backends: listed, steps, ...defaults, ...changes }
}

const letters = (rows: readonly RouteRow[]) => rows.map(row => row.backend ?? '-').join('')
const ways = (rows: readonly RouteRow[]) =>
  rows.map(({ tried, backend }) => [...tried, ...(backend === undefined ? ['-'] : [])].join('>')).join(' ')
const abc = 'a=127.0.0.1:18001,b=127.0.0.1:18002,c=127.0.0.1:18003'
const clients = Array.from({ length: 240 }, (_, i) => `10.${i >> 4}.${i & 15}.7`)

describe('route', () => {
  it('prints sequences: rr by weight, lc the same where each request is answered before the next', () => {
    const weighted = 'a=h:1*5,b=h:2,c=h:3'
    expect(letters(route(options('rr', weighted, { requests: 14 })).rows)).toBe('aabacaaaabacaa')
    expect(letters(route(options('lc', weighted, { requests: 14 })).rows)).toBe('aabacaaaabacaa')
  })

  it('maps clients as nginx ip_hash does', () => {
    const requests = ['127.0.0.1', '127.0.2.1', '2001:db8::1', 'fd00::abcd', '1.2.3.4']
    const { rows, removal } = route(options('iphash', abc, { requests }))
    expect(rows.map(row => row.client)).toEqual(requests)
    expect(letters(rows)).toBe('cbcbb')
    expect(removal).toBeUndefined()
  })

  it('calls the sender of plain requests by its loopback address', () => {
    expect(route(options('iphash', abc, { requests: 1 })).rows).toEqual([
      { client: '127.0.0.1', path: '/', tried: ['c'], backend: 'c', end: 'served' },
    ])
    expect(route(options('rr', abc, { requests: [] })).rows).toEqual([])
  })

  it('repeats itself for a seed, and only for a seed', () => {
    const draw = (seed: number) => letters(route(options('random', abc, { seed })).rows)
    expect(draw(5)).toBe(draw(5))
    expect(draw(5)).not.toBe(draw(6))
  })
})

describe('route by a script', () => {
  const play = (strategy: string, backends: string, script: string, changes: Changes = {}) =>
    ways(route(options(strategy, backends, { script, ...changes })).rows)

  it('holds requests and ends them, the oldest first or all', () => {
    expect(play('lc', 'a,b', '4x hold\nend b\nhold\nend a all\n3x hold')).toBe('a b b a b a a a')
  })

  // 127.0.0.1 belongs to c, and where c may not serve, to b.
  it('tries the next where a connection is refused, bans who failed, and asks again later', () => {
    const script = 'fail c\n2x get\nwait 3s\n2x get\nheal c\nget\nwait 3s\nget'
    const two = 'a,b,c fail_timeout=2s'
    expect(play('iphash', two, script)).toBe('c>b b c>b b b c')
    expect(play('iphash', two, script, { health: 'none' })).toBe('c>b c>b c>b c>b c c')
    expect(play('iphash', two, script, { retries: 0 })).toBe('c>- b c>- b b c')
    expect(play('iphash', two.replace('fail_timeout', 'max_fails=2 fail_timeout'), script)).toBe('c>b c>b c>b b b c')
  })

  it('says who was tried where nobody answered', () => {
    expect(play('rr', 'a,b', 'fail a\nfail b\n2x get')).toBe('a>b>- -')
    const { rows } = route(options('rr', 'a', { script: 'fail a\nget' }))
    expect(rows[0]).toMatchObject({ tried: ['a'], backend: undefined, end: 'refused' })
  })

  it('keeps a backend that is down in its place', () => {
    const clients = '127.0.0.1 127.0.2.1 127.1.2.3'.split(' ').map(client => `get ${client}`)
    expect(play('iphash', abc, clients.join('\n'))).toBe('c b a')
    expect(play('iphash', abc.replace('18002', '18002 down'), clients.join('\n'))).toMatch(/^c [ac] a$/)
  })

  it('takes as long as the answers take', () => {
    // At 0, 1, 2 and 3 s; c is banned while no more than 2 s have passed.
    const slow = 'a,b latency=1s,c fail_timeout=2s'
    expect(play('iphash', slow, 'fail c\nget\nheal c\n4x get')).toBe('c>b b b c c')
  })

  it('names file and line of what cannot be done', () => {
    const message = 'steps:2: no request is held at "b"'
    const error = expect.objectContaining({ code: 'USAGE', message })
    expect(() => play('rr', 'a,b', 'hold\nend b')).toThrow(error)
  })
})

describe('route without a backend', () => {
  it('moves only those that had to, where ip_hash finds it marked down', () => {
    const { rows, removal } = route(options('iphash', abc, { requests: clients, remove: ['b'], mark: 'down' }))
    const hadTo = rows.filter(row => row.backend === 'b').length
    expect(hadTo).toBeGreaterThan(40)
    expect(removal).toMatchObject({ clients: 240, moved: hadTo, hadTo, excess: 0, share: hadTo / 240 })
    expect(letters(removal!.rows)).not.toContain('b')
  })

  it('moves about two thirds where it is deleted: another modulus', () => {
    const { removal } = route(options('iphash', abc, { requests: clients, remove: ['b'] }))
    // All of b's third, and half of the others: mod 3 and mod 2 agree by chance only.
    expect(removal!.share).toBeGreaterThan(0.5)
    expect(removal!.excess).toBeGreaterThan(40)
    expect(removal!.moved).toBe(removal!.hadTo + removal!.excess)
  })

  it('counts a client once, however often it asks', () => {
    const requests = ['1.2.3.4', '1.2.3.4', '1.2.3.4', '8.8.8.8']
    const { removal } = route(options('iphash', abc, { requests, remove: ['b'], mark: 'down' }))
    expect(removal).toMatchObject({ clients: 2, moved: 1, hadTo: 1, excess: 0, share: 0.5 })
    expect(removal!.rows.length).toBe(4)
  })

  it('counts each of a number of requests', () => {
    const { removal } = route(options('rr', abc, { requests: 6, remove: ['c'] }))
    // abcabc becomes ababab.
    expect(letters(removal!.rows)).toBe('ababab')
    expect(removal).toMatchObject({ clients: 6, moved: 4, hadTo: 2, excess: 2 })
  })

  it('has nothing to say about no clients, or nobody to remove', () => {
    expect(route(options('rr', abc, { requests: [], remove: ['c'] })).removal).toMatchObject({ clients: 0, share: 0 })
    expect(route(options('rr', abc, { remove: [] })).removal).toBeUndefined()
  })

  it('names a backend that is not there', () => {
    const message = 'cannot remove "bb": there is no such backend; did you mean "b"?'
    const error = expect.objectContaining({ code: 'UNKNOWN_NAME', message, hint: 'backends: a, b, c' })
    expect(() => route(options('rr', abc, { remove: ['a', 'bb'] }))).toThrow(error)
  })

  it.each(['removed', 'down'] as const)('refuses to leave nobody (%s)', mark => {
    const error = expect.objectContaining({ code: 'USAGE', message: 'removing every backend leaves nobody to serve' })
    expect(() => route(options('rr', abc, { remove: ['a', 'b', 'c', 'a'], mark }))).toThrow(error)
  })

  it.each(strategies)('$name: those who had to move did, and nobody goes to who left', ({ name }) => {
    const property = fc.property(
      fc.array(fc.ipV4(), { maxLength: 40 }),
      fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1, maxLength: 3 }),
      fc.constantFrom('removed' as const, 'down' as const),
      (requests, remove, mark) => {
        const { rows, removal } = route(options(name, 'a=h:1*3,b=h:2,c=h:3*2,d=h:4', { requests, remove, mark }))
        const { rows: after, ...counts } = removal!
        expect(after.map(row => row.client)).toEqual(rows.map(row => row.client))
        for (const { backend } of after) expect(remove).not.toContain(backend)
        const different = new Set(requests).size
        expect(counts.clients).toBe(different === 1 ? requests.length : different)
        expect(counts.hadTo).toBeLessThanOrEqual(counts.moved)
        expect(counts.moved).toBeLessThanOrEqual(counts.clients)
        if (name === 'iphash' && mark === 'down') expect(counts.excess).toBe(0)
      },
    )
    fc.assert(property, { seed: 1, numRuns: 60 })
  })
})
