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
const byAddress: Steps = () => fc.array(address.map(get), { minLength: 20, maxLength: 20 })
const byKey: Steps = () => fc.array(key.map(get), { minLength: 20, maxLength: 20 })

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
  suite('iphash', 'IPv4 and IPv6 clients, weights, servers that are down', ['ip_hash;'], byAddress, { downs: 2 }),
  suite('iphash', 'the same with refused connections, max_fails', ['ip_hash;'], byAddress, failing),
  suite('hash', 'keys, weights, servers that are down', ['hash $http_x_key;'], byKey, { downs: 2 }),
  suite('hash', 'the same with refused connections, max_fails', ['hash $http_x_key;'], byKey, failing),
  suite('chash', 'keys, weights, servers that are down', ['hash $http_x_key consistent;'], byKey, { downs: 2 }),
  suite('chash', 'the same with refused connections, max_fails', ['hash $http_x_key consistent;'], byKey, failing),
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
