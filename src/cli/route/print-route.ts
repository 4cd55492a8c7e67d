import type { Route, RouteOptions } from '../../balancer/route/route.js'
import type { RouteRow } from '../../balancer/route/route-play.js'
import type { Removal } from '../../balancer/route/route-removal.js'
import { loopback } from '../../balancer/route/route-script.js'

/** What was routed, by a strategy of which only the name matters here. */
export type RouteAsked = Omit<RouteOptions, 'strategy'> & { readonly strategy: { readonly name: string } }

/**
 * A route as text, ended by a newline. `text`: client, backend and, where some are taken away, backend without them, tabs
 * between. `letters`: backends alone, to be compared with a sequence by eye. A request that met refused connections is
 * written "X>b", one that nobody took ends in "-".
 */
export function printRoute(options: RouteAsked, { rows, removal }: Route, format: 'text' | 'letters' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(asJson(options, rows, removal), null, 2)}\n`
  const lines =
    format === 'letters'
      ? [letters(rows), ...(removal === undefined ? [] : [letters(removal.rows)])]
      : rows.map((row, k) => [who(row), way(row), ...(removal === undefined ? [] : [way(removal.rows[k]!)])].join('\t'))
  if (removal !== undefined) lines.push(describeRemoval(options, removal))
  return lines.map(line => `${line}\n`).join('')
}

/** The only client there is goes without saying where a path tells requests apart. */
function who({ client, path }: RouteRow): string {
  if (path === '/') return client
  return client === loopback ? path : `${client} ${path}`
}

function way({ tried, backend }: RouteRow): string {
  return [...tried, ...(backend === undefined ? ['-'] : [])].join('>')
}

function letters(rows: readonly RouteRow[]): string {
  const ways = rows.map(way)
  return ways.join(ways.every(each => each.length === 1) ? '' : ' ')
}

function describeRemoval(options: RouteAsked, { clients, moved, hadTo, excess, share }: Removal): string {
  const { remove = [], mark, steps } = options
  const first = steps[0]
  const same = steps.every(step => 'client' in step && first !== undefined && 'client' in first && sameKey(step, first))
  const what = same ? 'requests' : 'clients'
  const how = mark === 'down' ? `with ${remove.join(', ')} down` : `without ${remove.join(', ')}`
  return `# ${how}: ${moved} of ${clients} ${what} move (${(share * 100).toFixed(1)}%); ${hadTo} had to, ${excess} more than necessary`
}

type Key = Pick<RouteRow, 'client' | 'path'>

function sameKey(a: Key, b: Key): boolean {
  return a.client === b.client && a.path === b.path
}

function asJson({ strategy, options, seed }: RouteAsked, rows: readonly RouteRow[], removal: Removal | undefined) {
  const counts: Record<string, number> = {}
  for (const { backend } of rows) if (backend !== undefined) counts[backend] = (counts[backend] ?? 0) + 1
  const [plain, after] = [rows, removal?.rows].map(each => each?.map(row => ({ ...row, backend: row.backend ?? null })))
  return {
    strategy: strategy.name,
    options,
    seed,
    rows: plain,
    counts,
    ...(removal !== undefined && { removal: { ...removal, rows: after } }),
  }
}
