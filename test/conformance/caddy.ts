import fc from 'fast-check'
import { drawn, get, key, type ServerBounds, servers } from './arbitraries.js'
import { type Case, listed } from './case.js'
import { listenPath, type Product } from './program.js'
import { type Suite, shares } from './suite.js'

export const caddy: Product = {
  name: 'caddy',
  title: 'Caddy',
  verified: '2.6.2',
  versionArgs: ['version'],
  version: /v?(\d+\.\d+\.\d+)/,
  configFile: 'caddy.json',
  args: () => ['run', '--config', 'caddy.json'],
}

/** Case i is a route of its own. `directives` is the selection policy as JSON. */
export function caddyConfig(folder: string, cases: readonly Case[]): string {
  const server = {
    listen: [`unix/${listenPath(folder)}`],
    automatic_https: { disable: true },
    routes: cases.map(route),
  }
  const logging = { logs: { default: { level: 'PANIC' } } }
  return JSON.stringify({ admin: { disabled: true }, logging, apps: { http: { servers: { all: server } } } })
}

function route(each: Case, id: number) {
  return {
    match: [{ header: { 'X-Case': [`case${id}`] } }],
    handle: [
      {
        handler: 'reverse_proxy',
        load_balancing: { selection_policy: JSON.parse(each.directives!.join('')) },
        upstreams: listed(each).map(({ address }) => ({ dial: address })),
      },
    ],
  }
}

const equal: ServerBounds = { maxWeight: 1 }

export const caddySuites: readonly Suite[] = [
  {
    strategy: 'rendezvous',
    what: 'keys of any kind (`header`, flavour caddy-2.6)',
    kind: 'order',
    cases(backends) {
      const keys = fc.array(key.filter(text => text !== '').map(get), { minLength: 20, maxLength: 20 })
      return drawn(fc.tuple(servers(backends, equal), keys), 1).map(([entries, lines]) => ({
        candidate: 'rendezvous?flavour=caddy-2.6',
        backends: entries.join(','),
        script: lines.join('\n'),
        directives: ['{"policy": "header", "field": "X-Key"}'],
      }))
    },
  },
  shares('random', 'equal servers', ['{"policy": "random"}'], 1),
  shares('p2c', 'equal servers, idle (`random_choose 2`)', ['{"policy": "random_choose", "choose": 2}'], 1),
]
