import { LbbenchError } from '../../errors.js'
import { nginxBalancer, productHealth } from '../../model/products.js'
import { didYouMean } from '../../nearest.js'
import type { Options, Strategy } from '../../strategies/strategy.js'
import { specFor } from '../spec-for.js'
import type { ListedBackend } from './backend-list.js'
import { play, type RouteRow } from './route-play.js'
import { compareRoutes, type Removal } from './route-removal.js'
import type { RouteStep } from './route-script.js'

export interface RouteOptions {
  readonly strategy: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  readonly backends: readonly ListedBackend[]
  /** What happens, in order; they name listed backends only. */
  readonly steps: readonly RouteStep[]
  readonly seed: number
  /** How failing backends are found out: nginx's max_fails and fail_timeout, or not at all. */
  readonly health: 'nginx' | 'none'
  /** Further tries of a request whose connection is refused; as many as there are backends where it is left out. */
  readonly retries?: number | undefined
  /** How many requests wait while all backends are at their limits; 0: they are refused. */
  readonly queue?: number | undefined
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

/**
 * Where would my clients go? On a fresh balancer, without sending anything.
 * @throws LbbenchError UNKNOWN_NAME where a name in `remove` is no backend, USAGE where it leaves none, or where a step
 *   cannot be done
 */
export function route(options: RouteOptions): Route {
  const rows = playOn(options, options.backends)
  if (options.remove === undefined || options.remove.length === 0) return { rows, removal: undefined }
  const leaving = new Set(options.remove)
  checkRemoval(options.backends, leaving)
  return { rows, removal: compareRoutes(rows, playOn(options, without(options, leaving)), leaving) }
}

function playOn(options: RouteOptions, backends: readonly ListedBackend[]): RouteRow[] {
  const { strategy, health, queue = 0, retries = backends.length } = options
  const limit = queue === 0 ? undefined : { limit: queue, timeoutMs: Infinity }
  const plain = nginxBalancer(retries, { health: productHealth[health], queue: limit })
  const spec = specFor(plain, strategy, options.options)
  return play({ strategy, options: options.options, backends, seed: options.seed, spec }, options.steps)
}

function without({ backends, mark }: RouteOptions, leaving: ReadonlySet<string>): ListedBackend[] {
  if (mark === 'down') return backends.map(backend => ({ ...backend, down: backend.down || leaving.has(backend.name) }))
  return backends.filter(backend => !leaving.has(backend.name))
}

function checkRemoval(backends: readonly ListedBackend[], leaving: ReadonlySet<string>): void {
  const names = backends.map(backend => backend.name)
  for (const name of leaving) {
    if (names.includes(name)) continue
    const message = `cannot remove "${name}": there is no such backend${didYouMean(name, names)}`
    throw new LbbenchError('UNKNOWN_NAME', message, `backends: ${names.join(', ')}`)
  }
  if (leaving.size === backends.length)
    throw new LbbenchError('USAGE', 'removing every backend leaves nobody to serve', 'keep one at least')
}
