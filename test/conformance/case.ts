import { type ListedBackend, parseBackendList } from '../../src/balancer/route/backend-list.js'
import { type Route, route } from '../../src/balancer/route/route.js'
import type { RouteRow } from '../../src/balancer/route/route-play.js'
import { parseScript, type RouteStep } from '../../src/balancer/route/route-script.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'

/** One configuration and what happens to it, as on the command line of `lbbench route`. */
export interface Case {
  /** strategy[?option=value] */
  readonly candidate: string
  readonly backends: string
  readonly script: string
  readonly health?: 'nginx' | 'none'
  readonly seed?: number
  readonly retries?: number
  /** What only the product's configuration has to be told. */
  readonly directives?: readonly string[]
}

export function listed({ backends }: Case): ListedBackend[] {
  return parseBackendList(backends)
}

export function stepsOf(each: Case): RouteStep[] {
  return parseScript(
    each.script,
    'script',
    listed(each).map(({ name }) => name),
  )
}

/** Where lbbench sends each request: "a", "X>b" where X refused, "X>-" where nobody was left. */
export function waysOf(each: Case): string[] {
  return routed(each).rows.map(wayOf)
}

export function routed(each: Case): Route {
  const [, name = '', options = ''] = /^([^?]*)(?:\?(.*))?$/.exec(each.candidate)!
  const strategy = findStrategy(name)
  return route({
    strategy,
    options: parseOptions(strategy, options),
    backends: listed(each),
    steps: stepsOf(each),
    seed: each.seed ?? 1,
    health: each.health ?? 'none',
    retries: each.retries,
  })
}

/** The case without the ends of requests that nobody holds: who holds what is known only once it is played. */
export function playable(each: Case): Case {
  const lines = each.script.split('\n')
  if (!lines.some(line => line.startsWith('end '))) return each
  for (;;) {
    const shown = { ...each, script: lines.join('\n') }
    try {
      routed(shown)
      return shown
    } catch (error) {
      const at = /^script:(\d+): no request is held/.exec((error as Error).message)?.[1]
      if (at === undefined) throw error
      lines.splice(Number(at) - 1, 1)
    }
  }
}

export function wayOf({ tried, backend }: RouteRow): string {
  return [...tried, ...(backend === undefined ? ['-'] : [])].join('>')
}

/** How to see it again by hand. */
export function describeCase({ candidate, backends, script, health = 'none', retries, directives = [] }: Case): string {
  const note = directives.length === 0 ? '' : `\n(${directives.join(' ')})`
  return `lbbench route -s '${candidate}' -b '${backends}' --health ${health}${retries === undefined ? '' : ` --retries ${retries}`} --script - <<END\n${script}\nEND${note}`
}
