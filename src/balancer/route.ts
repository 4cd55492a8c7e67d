import { LbbenchError } from '../errors.js'
import { nginxBalancer, productHealth } from '../model/products.js'
import { randomStream } from '../model/random.js'
import { didYouMean } from '../nearest.js'
import { freshOutcome } from '../strategies/outcome.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { ListedBackend } from './backend-list.js'
import { createBalancer } from './create-balancer.js'

export interface RouteOptions {
  readonly strategy: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  readonly backends: readonly ListedBackend[]
  /** Who asks, in order, once each: client addresses, or how many requests a single client on loopback sends. */
  readonly requests: readonly string[] | number
  readonly seed: number
  /** Names of backends to take away, to see what that does to the clients. */
  readonly remove?: readonly string[]
  /**
   * How they are taken away. `removed`: deleted from the list, as by editing the configuration; the others move up.
   * `down`: kept in place and marked, as nginx `down` or a crash, so that hash strategies move the others less.
   */
  readonly mark?: 'removed' | 'down'
}

export interface Route {
  readonly rows: readonly RouteRow[]
  readonly removal: Removal | undefined
}

interface RouteRow {
  readonly client: string
  readonly backend: string
}

/** What taking backends away does. Clients count once, by their first request; a plain number of requests counts each. */
export interface Removal {
  /** Where everybody goes afterwards, in the order of `Route.rows`. */
  readonly rows: readonly RouteRow[]
  readonly clients: number
  /** Clients that change their backend, */
  readonly moved: number
  /** those of them that had to, because theirs left, */
  readonly hadTo: number
  /** and the others: what a perfect strategy would spare. */
  readonly excess: number
  /** moved / clients, in [0, 1]. */
  readonly share: number
}

/**
 * Where would my clients go? Requests come one after the other, each answered before the next, on a fresh balancer.
 * @throws LbbenchError UNKNOWN_NAME where a name in `remove` is no backend, USAGE where it leaves none
 */
export function route(options: RouteOptions): Route {
  const rows = run(options, options.backends)
  if (options.remove === undefined || options.remove.length === 0) return { rows, removal: undefined }
  const leaving = new Set(options.remove)
  checkRemoval(options.backends, leaving)
  const after = run(options, without(options, leaving))
  return { rows, removal: compare(rows, after, leaving, typeof options.requests === 'number') }
}

const answeredAtOnce = freshOutcome()
const loopback = '127.0.0.1'

function run(options: RouteOptions, backends: readonly RoutedBackend[]): RouteRow[] {
  const { strategy, requests, seed } = options
  const random = randomStream(seed, 'pick')
  const balanced = backends.map(backend => ({
    ...backend,
    maxFails: 0,
    failTimeoutMs: 0,
    maxRequests: 0,
    backup: false,
  }))
  const spec = nginxBalancer(0, { health: productHealth.none })
  const settings = { strategy, options: options.options, random, spec }
  const balancer = createBalancer({ ...settings, backends: balanced })
  const clients = typeof requests === 'number' ? Array.from({ length: requests }, () => loopback) : requests
  return clients.map((client, k) => {
    const flight = balancer.open({ client, path: '/' })
    const backend = flight.next(k)
    flight.ended(backend, answeredAtOnce, k)
    flight.close(k)
    return { client, backend: balancer.names[backend] }
  })
}

type RoutedBackend = ListedBackend & { readonly down?: boolean }

function without({ backends, mark }: RouteOptions, leaving: ReadonlySet<string>): RoutedBackend[] {
  if (mark === 'down') return backends.map(backend => ({ ...backend, down: leaving.has(backend.name) }))
  return backends.filter(backend => !leaving.has(backend.name))
}

function checkRemoval(backends: readonly ListedBackend[], leaving: ReadonlySet<string>): void {
  const names = backends.map(backend => backend.name)
  for (const name of leaving) {
    if (names.includes(name)) continue
    const message = `cannot remove "${name}": there is no such backend${didYouMean(name, names)}`
    throw new LbbenchError('UNKNOWN_NAME', message, `backends: ${names.join(', ')}`)
  }
  if (leaving.size === backends.length) throw new LbbenchError('USAGE', 'removing every backend leaves nobody to serve')
}

function compare(
  before: readonly RouteRow[],
  after: readonly RouteRow[],
  leaving: ReadonlySet<string>,
  eachCounts: boolean,
): Removal {
  const seen = new Set<string>()
  let clients = 0
  let moved = 0
  let hadTo = 0
  before.forEach(({ client, backend }, k) => {
    if (!eachCounts && seen.has(client)) return
    seen.add(client)
    clients++
    if (after[k].backend !== backend) moved++
    if (leaving.has(backend)) hadTo++
  })
  return { rows: after, clients, moved, hadTo, excess: moved - hadTo, share: clients === 0 ? 0 : moved / clients }
}
