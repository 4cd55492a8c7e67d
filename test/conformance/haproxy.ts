import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import type { RouteStep } from '../../src/balancer/route/route-script.js'
import { address, drawn, get, key, loads, namesOf, type ServerBounds, servers } from './arbitraries.js'
import { type Case, listed, playable } from './case.js'
import { listenPath, type Product } from './program.js'
import { type Suite, shares } from './suite.js'

export const haproxy: Product = {
  name: 'haproxy',
  title: 'HAProxy',
  verified: '2.6.12',
  versionArgs: ['-v'],
  version: /version (\d+\.\d+\.\d+)/,
  configFile: 'haproxy.cfg',
  args: () => ['-db', '-f', 'haproxy.cfg'],
}

/** One thread, as the order of picks is one thread's. Case i is backend i. A request in the queue is turned away at once. */
export function haproxyConfig(folder: string, cases: readonly Case[]): string {
  return `global
  nbthread 1
  maxconn 2000
  stats socket unix@${adminPath(folder)} level admin
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout queue 1ms
frontend all
  bind unix@${listenPath(folder)}
  http-request set-src hdr(X-Forwarded-For)
  use_backend %[req.hdr(X-Case)]
${cases.map(backend).join('\n')}
`
}

function backend(each: Case, id: number): string {
  const lines = listed(each).map(
    ({ name, address, weight, maxRequests, down }) =>
      `  server ${name} ${address} weight ${weight} maxconn ${maxRequests}${down ? ' disabled' : ''}`,
  )
  return [
    `backend case${id}`,
    ...(each.directives ?? []).filter(text => text !== '').map(text => `  ${text}`),
    ...lines,
  ].join('\n')
}

/** By the stats socket, as an operator does it. */
export async function changeHaproxy(folder: string, id: number, step: RouteStep): Promise<void> {
  if (!('backend' in step)) throw new Error(`haproxy cannot ${step.do}`)
  const server = `case${id}/${step.backend}`
  const what = step.do === 'weight' ? `weight ${server} ${step.weight}` : `server ${server} state ${states[step.do]}`
  const socket = connect(adminPath(folder))
  let said = ''
  socket.on('data', text => {
    said += text
  })
  socket.end(`set ${what}\n`)
  await once(socket, 'close')
  if (said.trim() !== '') throw new Error(`set ${what}: ${said}`)
}

const states: Readonly<Record<string, string>> = { down: 'maint', up: 'ready' }

function adminPath(folder: string): string {
  return join(folder, 'admin.sock')
}

type Steps = (entries: readonly string[]) => fc.Arbitrary<readonly string[]>

const gets: Steps = () => fc.constant(['40x get'])
const byLoad: Steps = entries => loads(namesOf(entries), 40)
const holds: Steps = () => fc.constant(['12x hold'])
const byAddress: Steps = () => fc.array(address.map(get), { minLength: 20, maxLength: 20 })
/** Of a header HAProxy hashes what stands before the first comma; to lbbench a key is a key. */
const plainKey = key.filter(text => !text.includes(','))
const byKey: Steps = () => fc.array(plainKey.map(get), { minLength: 20, maxLength: 20 })
const aKey = plainKey.filter(text => text !== '')
const oneKey: Steps = () => aKey.map(text => Array<string>(20).fill(held(text)))
const severalKeys: Steps = () =>
  fc
    .array(aKey, { minLength: 3, maxLength: 3 })
    .chain(keys => fc.array(fc.constantFrom(...keys).map(held), { minLength: 20, maxLength: 20 }))

function held(text: string): string {
  return `hold ${JSON.stringify(text)}`
}

/** Steps in between which servers go down, come back and change their weights. */
function changing(steps: Steps, changes: readonly string[]): Steps {
  return entries => {
    const change = fc
      .tuple(fc.constantFrom(...changes), fc.constantFrom(...namesOf(entries)), fc.integer({ min: 1, max: 8 }))
      .map(([verb, name, weight]) => (verb === 'weight' ? `weight ${name} ${weight}` : `${verb} ${name}`))
    const rounds = fc.array(fc.tuple(fc.oneof(fc.constant('get'), fc.constant('3x get')), change), {
      minLength: 10,
      maxLength: 10,
    })
    return fc.tuple(steps(entries), rounds).map(([before, after]) => [...before, ...after.flat(), '10x get'])
  }
}

const ups = ['down', 'up'] as const
const anything = ['down', 'up', 'weight'] as const
const few: ServerBounds = { downs: 1, maxWeight: 4 }
const limited: ServerBounds = { downs: 1, words: fc.integer({ min: 1, max: 3 }).map(n => [`maxconn=${n}`]) }

const functions = ['sdbm', 'djb2', 'wt6', 'crc32'] as const

/** A candidate and the directives that make HAProxy do the same. */
interface Variant {
  readonly candidate: string
  readonly directives: readonly string[]
}

function variant(candidate: string, ...directives: readonly string[]): Variant {
  return { candidate, directives }
}

/** All hash functions, with avalanche and without. */
function hashVariants(
  strategy: string,
  type: string,
  further: (i: number) => readonly [string, string] = none,
): Variant[] {
  return [true, false].flatMap((avalanche, a) =>
    functions.map((name, f) => {
      const [option, directive] = further(4 * a + f)
      const hashType = `hash-type ${type} ${name}${avalanche ? ' avalanche' : ''}`
      return variant(
        `${strategy}?function=${name}&avalanche=${avalanche}${option}`,
        'balance hdr(X-Key)',
        hashType,
        directive,
      )
    }),
  )
}

const none = () => ['', ''] as const
const factors = [101, 110, 125, 125, 150, 200, 300, 1000]
const sourceVariants = [
  variant('source', 'balance source'),
  variant('source?avalanche=true', 'balance source', 'hash-type map-based sdbm avalanche'),
  variant('source?type=consistent', 'balance source', 'hash-type consistent'),
  variant('source?type=consistent&avalanche=false', 'balance source', 'hash-type consistent sdbm'),
]
const boundedVariants = hashVariants('bounded', 'consistent', i => [
  `&factor=${factors[i]}`,
  `hash-balance-factor ${factors[i]}`,
])
const [rr, staticRr, leastconn, firstFree] = ['roundrobin', 'static-rr', 'leastconn', 'first'].map(
  name => `balance ${name}`,
)

export const haproxySuites: readonly Suite[] = [
  suite([variant('haproxy-rr', rr!)], 'weights, servers that are down', gets, { downs: 2 }),
  suite([variant('haproxy-rr', rr!)], 'servers that go down, come back, change weight', changing(gets, anything), {}),
  suite([variant('static-rr', staticRr!)], 'weights, servers that are down', gets, { downs: 2 }),
  suite([variant('static-rr', staticRr!)], 'servers that go down and come back', changing(gets, ups), {}),
  suite([variant('haproxy-lc', leastconn!)], 'held requests, weights, servers that are down', byLoad, few),
  suite(
    [variant('haproxy-lc', leastconn!)],
    'servers that go down, come back, change weight',
    changing(byLoad, anything),
    few,
  ),
  suite([variant('first', firstFree!)], 'limits, held requests, servers that are down', holds, limited),
  suite(sourceVariants, 'IPv4 and IPv6 clients, weights, servers that are down, map and ring', byAddress, { downs: 2 }),
  suite([variant('haproxy-lc', leastconn!)], 'limits, held requests', byLoad, limited),
  suite(sourceVariants, 'servers that go down and come back', changing(byAddress, ups), {}),
  suite(hashVariants('haproxy-hash', 'map-based'), 'all functions, keys, weights, servers that are down', byKey, {
    downs: 2,
  }),
  suite(hashVariants('haproxy-chash', 'consistent'), 'all functions, keys, weights, servers that are down', byKey, {
    downs: 2,
  }),
  suite(hashVariants('haproxy-chash', 'consistent'), 'servers that go down and come back', changing(byKey, ups), {}),
  suite(hashVariants('haproxy-hash', 'map-based'), 'servers that go down and come back', changing(byKey, ups), {}),
  suite(hashVariants('haproxy-chash', 'consistent'), 'weights that change', changing(byKey, anything), few),
  suite(boundedVariants, 'held requests of one key, factors, weights, servers that are down', oneKey, { downs: 1 }),
  suite(boundedVariants, 'held requests of several keys', severalKeys, { downs: 1 }),
  shares('haproxy-random?draws=1', 'weights, one draw', ['balance random(1)'], 4),
  shares('haproxy-random', 'weights, two draws, idle', ['balance random'], 4),
]

/** Case i is the i-th variant, over and over. */
function suite(variants: readonly Variant[], what: string, steps: Steps, bounds: ServerBounds): Suite {
  return {
    strategy: variants[0]!.candidate.replace(/\?.*/, ''),
    what,
    kind: 'order',
    cases(backends) {
      const arbitrary = servers(backends, bounds).chain(entries => steps(entries).map(lines => ({ entries, lines })))
      return drawn(arbitrary, 1).map(({ entries, lines }, i) =>
        playable({ ...variants[i % variants.length]!, backends: entries.join(','), script: lines.join('\n') }),
      )
    },
  }
}
