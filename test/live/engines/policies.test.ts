import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import { configuredEngines } from '../../../src/bench/engine-names.js'
import { products } from '../../../src/live/engines/external/products.js'
import { policyFor, strategyTable, tableRows } from './strategy-table.js'

const page = new URL('../../../docs/engines.md', import.meta.url)
const begin = '<!-- strategies: UPDATE_GOLDEN=1 npx vitest run --project pure test/live/engines -->\n'
const end = '<!-- /strategies -->'

it('docs/engines.md has the table of what each product is told', () => {
  const text = readFileSync(page, 'utf8')
  const [before, rest] = text.split(begin)
  const now = `${before}${begin}\n${strategyTable()}\n${end}${rest!.split(end)[1]}`
  if (process.env.UPDATE_GOLDEN) writeFileSync(page, now)
  expect(now).toBe(readFileSync(page, 'utf8'))
})

const pairs = products.flatMap(product => tableRows.map(row => [`${product.name}:${row}`, product, row] as const))

describe('what a product is told', () => {
  it.each(pairs)('%s: a twin there is, or a sentence that names the product', (_, product, row) => {
    const policy = policyFor(product, row)
    if (typeof policy === 'string') expect(policy).toContain(product.title)
    else expect(() => parseCandidates(policy.twin, ['virtual'])).not.toThrow()
  })

  it.each([
    ['nginx:rr', [], 'rr'],
    ['nginx:chash?key=path', ['hash $uri consistent;'], 'chash?key=path'],
    ['haproxy:rr', ['balance roundrobin'], 'haproxy-rr'],
    ['haproxy:haproxy-rr', ['balance roundrobin'], 'haproxy-rr'],
    ['haproxy:random', ['balance random(1)'], 'haproxy-random?draws=1'],
    ['haproxy:p2c', ['balance random(2)'], 'haproxy-random?draws=2'],
    ['haproxy:iphash', ['balance source', 'hash-type map-based'], 'source?type=map&avalanche=auto'],
    [
      'haproxy:source?avalanche=true',
      ['balance source', 'hash-type map-based sdbm avalanche'],
      'source?type=map&avalanche=true',
    ],
    [
      'haproxy:source?type=consistent',
      ['balance source', 'hash-type consistent'],
      'source?type=consistent&avalanche=auto',
    ],
    [
      'haproxy:source?type=consistent&avalanche=false',
      ['balance source', 'hash-type consistent sdbm'],
      'source?type=consistent&avalanche=false',
    ],
    [
      'haproxy:haproxy-hash?key=path&function=crc32',
      ['balance uri', 'hash-type map-based crc32'],
      'haproxy-hash?key=path&function=crc32&avalanche=false',
    ],
    ['caddy:p2c?choices=3', ['lb_policy random_choose 3'], 'p2c?choices=3'],
    ['caddy:rendezvous?key=path?', ['lb_policy uri_hash'], 'rendezvous?key=path?&flavour=caddy-2.6'],
    ['traefik:p2c', ['strategy: p2c'], 'p2c'],
  ])('%s: %j, and its twin is %s', (candidate, directives, twin) => {
    const [engine, ...row] = candidate.split(':')
    const product = products.find(({ name }) => name === engine)!
    expect(policyFor(product, row.join(':'))).toEqual({ directives, twin })
  })

  it.each([
    ['nginx', 'least-time', '1.30.0', 'nginx has least_time from 1.31.0 on, this is 1.30.0'],
    ['nginx', 'p2c?choices=3', '1.22.1', 'nginx draws two backends, no other number (random two)'],
    ['haproxy', 'bounded?factor=100', '2.6.12', 'HAProxy takes a hash-balance-factor above 100 only'],
    ['haproxy', 'bounded?flavour=envoy', '2.6.12', 'HAProxy does not bound loads as envoy does'],
    ['caddy', 'p2c?choices=1', '2.6.2', 'Caddy draws two backends or more (random_choose)'],
    ['caddy', 'rendezvous?flavour=caddy', '2.6.2', 'Caddy 2.6.2 hashes by the rules of caddy-2.6, not of caddy'],
    ['caddy', 'rendezvous?key=path', '2.6.2', 'Caddy hashes a path with its query: key=path?'],
    ['traefik', 'p2c', '3.3.0', 'Traefik has p2c from 3.4 on, this is 3.3.0'],
    ['envoy', 'least-request?choices=1', '1.31.0', 'Envoy draws two backends or more (choice_count)'],
  ])('%s:%s of version %s: %s', (engine, row, version, sentence) => {
    const { strategy, options } = parseCandidates(`${engine}:${row}`, configuredEngines)[0]!
    const product = products.find(({ name }) => name === engine)!
    expect(product.policyOf({ strategy, options, version })).toBe(sentence)
  })
})
