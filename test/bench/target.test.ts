import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCandidates, strategyFilesIn } from '../../src/bench/candidate.js'
import { engineNames } from '../../src/bench/engine-names.js'
import { originOf, parseTarget, plainSettings } from '../../src/bench/target.js'
import { LbbenchError } from '../../src/errors.js'

describe('parseTarget', () => {
  it.each([
    ['http://lb.example', { tls: false, host: 'lb.example', port: 80, authority: 'lb.example', path: '', query: '' }],
    ['https://lb.example/', { tls: true, host: 'lb.example', port: 443, authority: 'lb.example', path: '', query: '' }],
    ['https://LB.example:80/', { tls: true, host: 'lb.example', port: 80, authority: 'lb.example:80', path: '' }],
    ['http://127.0.0.1:8080/api/', { host: '127.0.0.1', port: 8080, authority: '127.0.0.1:8080', path: '/api' }],
    [
      'https://[::1]:8443/a/b?k=1&l',
      { host: '::1', port: 8443, authority: '[::1]:8443', path: '/a/b', query: 'k=1&l' },
    ],
    ['HTTPS://bücher.example?x', { tls: true, host: 'xn--bcher-kva.example', path: '', query: 'x' }],
  ])('%s', (url, expected) => {
    expect(parseTarget(url)).toMatchObject({ ...expected, settings: plainSettings })
  })

  const wrong = ['', 'lb.example', 'ftp://lb.example/', 'https:lb.example', 'https:///path', 'http://', 'http://:80/']
  it.each([...wrong, 'http://lb.example:99999/', 'http://lb.example:0/', 'http://lb example/', 'http://lb.example/ x'])(
    'refuses %j, with an example',
    url => {
      expect(() => parseTarget(url)).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('is no URL to send requests to') }),
      )
    },
  )

  it('refuses credentials, and repeats them in no message', () => {
    for (const url of ['https://user:hush@lb.example/', 'https://hush@lb.example/', 'ftp://user:hush@lb.example/']) {
      const error = caught(() => parseTarget(url))
      expect(error.code).toBe('USAGE')
      expect(`${error.message} ${error.hint}`).not.toContain('hush')
    }
  })

  it('refuses a fragment, which nobody would ever see', () => {
    expect(caught(() => parseTarget('http://lb.example/#top')).message).toContain('a fragment is never sent')
  })

  it('gives back what it was made of', () => {
    const url = fc.record({
      tls: fc.boolean(),
      host: fc.constantFrom('a.example', '192.0.2.7', '[2001:db8::1]'),
      port: fc.integer({ min: 1, max: 65_535 }),
      path: fc.array(fc.stringMatching(/^[a-z0-9]+$/), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(url, ({ tls, host, port, path }) => {
        const joined = path.map(part => `/${part}`).join('')
        const target = parseTarget(`${tls ? 'https' : 'http'}://${host}:${port}${joined}`)
        expect(target.path).toBe(joined)
        expect(target.port).toBe(port)
        expect(parseTarget(originOf(target))).toMatchObject({ tls, port, host: host.replace(/[[\]]/g, '') })
      }),
    )
  })
})

describe('a candidate that is a target', () => {
  it('takes everything behind "target:" for the URL', () => {
    const id = 'target:https://lb.example/p2c?choices=3&sticky=cookie'
    const [candidate, other] = parseCandidates(`${id},rr`, engineNames)
    expect(candidate).toMatchObject({ id, engine: 'target', strategy: 'unknown', options: {} })
    expect(candidate!.target).toMatchObject({ path: '/p2c', query: 'choices=3&sticky=cookie' })
    expect(other!.target).toBeUndefined()
  })

  it('is no file of a strategy, whatever its URL ends in', () => {
    expect(strategyFilesIn('target:https://lb.example/mine.ts,https://lb.example/x.js,./mine.js')).toEqual([
      './mine.js',
    ])
  })

  it('is asked for where a bare URL is given', () => {
    expect(caught(() => parseCandidates('https://lb.example/', engineNames)).message).toBe(
      '"https://lb.example/" is a URL: write target:https://lb.example/',
    )
  })

  it('is refused where nothing runs live', () => {
    expect(caught(() => parseCandidates('target:http://h/', ['virtual'])).message).toContain('nothing here runs live')
  })
})

function caught(action: () => unknown): LbbenchError {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(LbbenchError)
    return error as LbbenchError
  }
  throw new Error('nothing was thrown')
}
