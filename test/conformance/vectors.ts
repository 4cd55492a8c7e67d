import failover from '../balancer/data/nginx-1.22.1-failover.json' with { type: 'json' }
import envoy from '../strategies/data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import haproxyBehaviours from '../strategies/data/haproxy-2.6.12-behaviours.json' with { type: 'json' }
import haproxyHash from '../strategies/data/haproxy-2.6.12-hash.json' with { type: 'json' }
import haproxyBounded from '../strategies/data/haproxy-2.6.12-hash-balance-factor.json' with { type: 'json' }
import haproxyLeastconn from '../strategies/data/haproxy-2.6.12-leastconn.json' with { type: 'json' }
import haproxyRoundrobin from '../strategies/data/haproxy-2.6.12-roundrobin.json' with { type: 'json' }
import haproxySource from '../strategies/data/haproxy-2.6.12-source.json' with { type: 'json' }
import models from '../strategies/data/model-wrr-sequences-edf-ipvs-grpc-caddy.json' with { type: 'json' }
import nginxConsistent from '../strategies/data/nginx-1.22.1-hash-consistent.json' with { type: 'json' }
import nginxHash from '../strategies/data/nginx-1.22.1-hash-plain.json' with { type: 'json' }
import nginxIpHash from '../strategies/data/nginx-1.22.1-ip_hash.json' with { type: 'json' }
import nginxLeastConn from '../strategies/data/nginx-1.22.1-least_conn.json' with { type: 'json' }
import nginxRoundRobin from '../strategies/data/nginx-1.22.1-roundrobin-weighted.json' with { type: 'json' }
import nginxWorkers from '../strategies/data/nginx-1.22.1-workers-zone.json' with { type: 'json' }
import leastTime from '../strategies/data/nginx-1.31.4-sticky-least_time.json' with { type: 'json' }
import { get } from './arbitraries.js'
import type { Case } from './case.js'
import apache from './data/apache-2.4-balancer.json' with { type: 'json' }

/** A recorded sequence, as a case with what came out of it, written as `waysOf` writes it. */
export interface Vector extends Case {
  /** File under test/. */
  readonly file: string
  readonly name: string
  readonly expected: readonly string[]
}

type Weights = Readonly<Record<string, number | undefined>>
type Rows = readonly { readonly server: string; readonly client?: string; readonly key?: string }[]

export const vectors: readonly Vector[] = [
  ...Object.entries(nginxRoundRobin.vectors).map(([name, { weights, observed }]) =>
    sequence('nginx-1.22.1-roundrobin-weighted', name, 'rr', weights, observed.join('')),
  ),
  sequence('nginx-1.22.1-workers-zone', 'zone', 'rr', { a: 5, b: 1, c: 1 }, nginxWorkers.zone.global),
  ...nginxWorkers.nozone.perWorker.map((observed, worker) =>
    sequence('nginx-1.22.1-workers-zone', `nozone, worker ${worker}`, 'rr', { a: 5, b: 1, c: 1 }, observed),
  ),
  ...Object.entries(apache.vectors).map(([name, { weights, observed }]) =>
    sequence('apache-2.4-balancer', name, 'rr', lettered(weights), observed),
  ),
  ...failovers(),
  ...Object.entries(nginxLeastConn.vectors).map(([name, vector]) =>
    phases('nginx-1.22.1-least_conn', name, 'lc', vector.weights, [
      vector.phase1_sequential_12_each_completes_before_next,
      vector.phase2_then_10_held_open_one_by_one,
      vector.phase3_release_all_on_a_then_4_more_held,
    ]),
  ),
  ...Object.entries(nginxIpHash.vectors).map(([name, { weights, rows }]) =>
    mapping('nginx-1.22.1-ip_hash', name, 'iphash', listOf(weights), rows),
  ),
  ...Object.entries(nginxHash.vectors).map(([name, { weights, rows }]) =>
    mapping('nginx-1.22.1-hash-plain', name, 'hash', listOf(weights), rows),
  ),
  ...Object.entries(nginxConsistent.vectors).map(([name, vector]) =>
    mapping(
      'nginx-1.22.1-hash-consistent',
      name,
      'chash',
      listOf(vector.weights, 'down' in vector ? vector.down : []),
      vector.rows,
    ),
  ),
  sequence(
    'nginx-1.31.4-sticky-least_time',
    'least_time last_byte',
    'least-time',
    'a=127.0.0.1:18001,b=127.0.0.1:18002 latency=100ms,c=127.0.0.1:18003 latency=10ms',
    leastTime.least_time_last_byte.observed,
  ),
  ...Object.entries(haproxyRoundrobin.vectors).map(([name, { algorithm, weights, observed }]) =>
    sequence(
      'haproxy-2.6.12-roundrobin',
      name,
      algorithm === 'static-rr' ? algorithm : 'haproxy-rr',
      weights,
      observed,
    ),
  ),
  ...Object.entries(haproxyLeastconn.vectors).map(([name, vector]) =>
    phases('haproxy-2.6.12-leastconn', name, 'haproxy-lc', vector.weights, [
      vector.phase1_sequential_12,
      vector.phase2_then_10_held_one_by_one,
      vector.phase3_release_a_then_4_more_held,
    ]),
  ),
  {
    ...sequence(
      'haproxy-2.6.12-behaviours',
      'first, maxconn 2',
      'first',
      limitedList(3),
      haproxyBehaviours.first_maxconn2_8_held.slice(0, 8),
    ),
    script: '8x hold',
  },
  {
    ...sequence(
      'haproxy-2.6.12-behaviours',
      'leastconn, maxconn 2',
      'haproxy-lc',
      limitedList(2),
      haproxyBehaviours.leastconn_maxconn2x2_6_held.slice(0, 6),
    ),
    script: '6x hold',
  },
  ...Object.entries(haproxyHash.vectors).map(([name, vector]) => {
    const type = 'hash-type' in vector ? vector['hash-type'] : ''
    const weights = 'weights' in vector ? vector.weights : lettered([1, 1, 1, 1, 1])
    const rows = haproxyHash.keys.map((key, i) => ({ key, server: vector.observed[i]! }))
    return mapping('haproxy-2.6.12-hash', name, hashCandidate(type), listOf(weights), rows)
  }),
  ...Object.entries(haproxySource.vectors).map(([name, { hash_type, weights, rows }]) =>
    mapping('haproxy-2.6.12-source', name, sourceCandidate(hash_type), listOf(weights), rows),
  ),
  {
    ...sequence(
      'haproxy-2.6.12-hash-balance-factor',
      'one key',
      'bounded?factor=125',
      listOf(lettered([1, 1, 1, 1, 1])),
      haproxyBounded.observed,
    ),
    script: `${haproxyBounded.observed.length}x hold ${haproxyBounded.key}`,
  },
  ...(['edf', 'ipvs-wrr'] as const).flatMap(candidate =>
    Object.entries(models.vectors).map(([name, sequences]) => {
      const observed =
        candidate === 'ipvs-wrr'
          ? sequences.ipvs_wrr
          : sequences[
              'edf_fifo_ties (Envoy round_robin weighted, before its random start offset; Traefik wrr up to heap tie order)'
            ]
      return sequence(
        'model-wrr-sequences-edf-ipvs-grpc-caddy',
        name,
        candidate,
        lettered(name.split('-').map(Number)),
        observed,
      )
    }),
  ),
  envoyMapping('ring', 'ring', envoy.ring_hash_default_1024.mapping, listOf(lettered([1, 1, 1, 1, 1]))),
  envoyMapping('maglev', 'maglev', envoy.maglev_65537.mapping, listOf(lettered([1, 1, 1, 1, 1]))),
  envoyMapping('maglev, b removed', 'maglev', envoy.maglev_b_removed.mapping, listOf({ a: 1, c: 1, d: 1, e: 1 })),
]

function sequence(file: string, name: string, candidate: string, servers: Weights | string, observed: string): Vector {
  const backends = typeof servers === 'string' ? servers : listOf(servers)
  return { file, name, candidate, backends, script: `${observed.length}x get`, expected: [...observed] }
}

function phases(file: string, name: string, candidate: string, weights: Weights, observed: readonly string[]): Vector {
  const [sequential, held, more] = observed.map(text => text.length)
  const script = `${sequential}x get\n${held}x hold\nend a all\n${more}x hold`
  return { ...sequence(file, name, candidate, weights, observed.join('')), script }
}

function mapping(file: string, name: string, candidate: string, backends: string, rows: Rows): Vector {
  const script = rows.map(({ client, key }) => get(client ?? key!)).join('\n')
  return { file, name, candidate, backends, script, expected: rows.map(({ server }) => server) }
}

function envoyMapping(name: string, candidate: string, observed: string, backends: string): Vector {
  const rows = envoy.keys.map((key, i) => ({ key, server: observed[i]! }))
  return mapping('envoy-model-ring_hash-maglev', name, candidate, backends, rows)
}

function failovers(): Vector[] {
  const configs: Readonly<Record<string, string>> = {
    rrfail1: 'X=127.0.0.2:1*5,b,c',
    rrfail3: 'X=127.0.0.2:1*6 max_fails=3,b*2,c',
    rrfail0: 'X=127.0.0.2:1 max_fails=0,b,c',
    rrbk: 'X=127.0.0.2:1,Y=127.0.0.3:1,c backup,d backup',
    rrall: 'X=127.0.0.2:1,Y=127.0.0.3:1',
    rrsingle: 'X=127.0.0.2:1',
  }
  return Object.entries(configs).map(([name, backends]) => {
    const observed = failover.observed[name as 'rrfail1']
    const fails = [...backends.matchAll(/[XY](?==)/g)].map(([server]) => `fail ${server}`)
    // Where no server is live nginx logs the name of the upstream.
    const expected = observed.map(({ tried, status }) =>
      [...tried.split('>').filter(each => each !== name), ...(status === 200 ? [] : ['-'])].join('>'),
    )
    const script = [...fails, `${observed.length}x get`].join('\n')
    return { file: 'nginx-1.22.1-failover', name, candidate: 'rr', backends, script, health: 'nginx', expected }
  })
}

function lettered(weights: readonly number[]): Weights {
  return Object.fromEntries(weights.map((weight, i) => ['abcdefg'[i], weight]))
}

/** The ports all vectors were recorded with: 18001 is a. */
function listOf(weights: Weights, down: readonly string[] = []): string {
  return Object.entries(weights)
    .map(
      ([name, weight]) =>
        `${name}=127.0.0.1:${18_000 + name.charCodeAt(0) - 96}*${weight}${down.includes(name) ? ' down' : ''}`,
    )
    .join(',')
}

function limitedList(count: number): string {
  return [...'abc']
    .slice(0, count)
    .map(name => `${name} maxconn=2`)
    .join(',')
}

/** "map-based sdbm avalanche", "consistent", "unset (map-based sdbm)". */
function hashCandidate(type: string): string {
  const name = /sdbm|djb2|wt6|crc32/.exec(type)?.[0] ?? 'sdbm'
  if (!type.startsWith('consistent')) return `haproxy-hash?function=${name}&avalanche=${type.includes('avalanche')}`
  const avalanche = type.includes('avalanche') || !/sdbm|djb2|wt6|crc32/.test(type)
  return `haproxy-chash?function=${name}&avalanche=${avalanche}`
}

function sourceCandidate(type: string): string {
  if (type.startsWith('consistent')) return 'source?type=consistent'
  return `source?avalanche=${type.includes('avalanche')}`
}
