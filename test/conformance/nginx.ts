import fc from 'fast-check'
import { address, drawn, get, key, loads, namesOf, refusing, type ServerBounds, servers } from './arbitraries.js'
import { type Case, listed, playable } from './case.js'
import { listenPath, type Product } from './program.js'
import { type Suite, shares } from './suite.js'

export const nginx: Product = {
  name: 'nginx',
  title: 'nginx',
  verified: '1.22.1',
  versionArgs: ['-v'],
  version: /nginx\/(\S+)/,
  configFile: 'nginx.conf',
  args: folder => ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf'],
}

/** Requests for it are tried once. */
const oncePath = '/once'

/** One process, as strategies keep their state a worker. Case i is upstream i; what was tried is told in a header. */
export function nginxConfig(folder: string, cases: readonly Case[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(what => `${what}_temp_path tmp_${what};`)
  return `daemon off; master_process off; pid nginx.pid;
events { worker_connections 4096; }
http {
${temporary.join(' ')}
access_log off;
set_real_ip_from unix:; real_ip_header X-Forwarded-For;
${cases.map(upstream).join('\n')}
server {
  listen unix:${listenPath(folder)};
  location / { proxy_pass http://$http_x_case; add_header X-Tried $upstream_addr always; }
  location ${oncePath} { proxy_next_upstream off; proxy_pass http://$http_x_case; add_header X-Tried $upstream_addr always; }
}
}
`
}

function upstream(each: Case, id: number): string {
  const lines = listed(each).map(
    ({ address, weight, maxFails, failTimeoutMs, maxRequests, down, backup }) =>
      `server ${address} weight=${weight} max_fails=${maxFails} fail_timeout=${failTimeoutMs / 1000}s max_conns=${maxRequests}${down ? ' down' : ''}${backup ? ' backup' : ''};`,
  )
  return `upstream case${id} { ${[...(each.directives ?? []), ...lines].join(' ')} }`
}

const limited: ServerBounds = { downs: 1, words: fc.integer({ min: 1, max: 3 }).map(n => [`max_conns=${n}`]) }
const failing: ServerBounds = {
  downs: 1,
  refusals: 3,
  words: fc.oneof(
    fc.constant([]),
    fc.nat(3).map(n => [`max_fails=${n}`]),
  ),
}
const backup = fc.tuple(fc.nat(9), failing.words!).map(([n, words]) => (n < 2 ? [...words, 'backup'] : words))

type Steps = (entries: readonly string[]) => fc.Arbitrary<readonly string[]>

const gets: Steps = () => fc.constant(['30x get'])
const byLoad: Steps = entries => loads(namesOf(entries))
/** A ban of 5 s ends after 5 to 6 s. */
const waits: Steps = () => fc.constant(['10x get', 'wait 7s', '10x get'])
const byAddress: Steps = () => fc.array(address.map(get), { minLength: 20, maxLength: 20 })
const byKey: Steps = () => fc.array(key.map(get), { minLength: 20, maxLength: 20 })

/** Nobody answers: the address that was tried first is the pick. */
const portless: Suite = {
  strategy: 'chash',
  what: 'servers without a port, unix sockets, addresses that differ in little',
  kind: 'order',
  cases() {
    const place = fc.oneof(
      fc.integer({ min: 2, max: 250 }).map(n => `127.0.0.${n}`),
      fc.integer({ min: 2, max: 250 }).map(n => `127.0.0.${n}:1`),
      fc.nat(99).map(n => `unix:/nowhere/${n}.sock`),
    )
    const places = fc.uniqueArray(fc.tuple(place, fc.integer({ min: 1, max: 4 })), {
      minLength: 2,
      maxLength: 7,
      selector: ([address]) => address.replace(/:1$/, ''),
    })
    return drawn(fc.tuple(places, fc.array(key, { minLength: 20, maxLength: 20 })), 1).map(([places, keys]) => {
      const entries = places.map(([address, weight], i) => `${'ABCDEFG'[i]}=${address}*${weight} max_fails=0`)
      const requests = keys.map(text => `${get(text)} ${oncePath}`)
      return {
        candidate: 'chash',
        backends: entries.join(','),
        script: [...refusing(entries), ...requests].join('\n'),
        retries: 0,
        directives: ['hash $http_x_key consistent;'],
      }
    })
  },
}

export const nginxSuites: readonly Suite[] = [
  suite('rr', 'weights, servers that are down', [], gets, { downs: 2 }),
  suite('rr', 'refused connections, max_fails, backups', [], gets, { ...failing, words: backup }),
  suite('lc', 'requests held and ended in any order, weights, servers that are down', ['least_conn;'], byLoad, {
    maxWeight: 4,
    downs: 1,
  }),
  suite('lc', 'the same with refused connections, max_fails, backups', ['least_conn;'], byLoad, {
    ...failing,
    words: backup,
  }),
  suite('lc', 'limits (max_conns), held requests', ['least_conn;'], byLoad, limited),
  suite('rr', 'limits (max_conns), held requests', [], byLoad, limited),
  {
    ...suite('rr', 'bans that end: max_fails, fail_timeout', [], waits, {
      refusals: 4,
      words: fc.nat(3).map(n => [`max_fails=${n}`, 'fail_timeout=5s']),
    }),
    atOnce: 100,
  },
  {
    ...suite('lc', 'bans that end: max_fails, fail_timeout', ['least_conn;'], waits, {
      refusals: 4,
      words: fc.nat(3).map(n => [`max_fails=${n}`, 'fail_timeout=5s']),
    }),
    atOnce: 100,
  },
  suite('iphash', 'IPv4 and IPv6 clients, weights, servers that are down', ['ip_hash;'], byAddress, { downs: 2 }),
  suite('iphash', 'the same with refused connections, max_fails', ['ip_hash;'], byAddress, failing),
  suite('hash', 'keys, weights, servers that are down', ['hash $http_x_key;'], byKey, { downs: 2 }),
  suite('hash', 'the same with refused connections, max_fails', ['hash $http_x_key;'], byKey, failing),
  suite('chash', 'keys, weights, servers that are down', ['hash $http_x_key consistent;'], byKey, { downs: 2 }),
  suite('chash', 'the same with refused connections, max_fails', ['hash $http_x_key consistent;'], byKey, failing),
  portless,
  shares('random', 'weights', ['random;'], 4),
  shares('p2c', 'equal servers, idle (`random two`)', ['random two;'], 1),
]

function suite(
  strategy: string,
  what: string,
  directives: readonly string[],
  steps: Steps,
  bounds: ServerBounds,
): Suite {
  return {
    strategy,
    what,
    kind: 'order',
    cases(backends) {
      const arbitrary = servers(backends, bounds)
        .filter(hasPrimary)
        .chain(entries =>
          steps(entries).map(
            (lines): Case => ({
              candidate: strategy,
              backends: entries.join(','),
              script: [...refusing(entries), ...lines].join('\n'),
              health: 'nginx',
              directives,
            }),
          ),
        )
      return drawn(arbitrary, 1).map(playable)
    },
  }
}

function hasPrimary(entries: readonly string[]): boolean {
  return entries.some(entry => !entry.includes('backup'))
}
