import { parseCandidates } from '../../../src/bench/candidate.js'
import { configuredEngines } from '../../../src/bench/engine-names.js'
import type { Product } from '../../../src/live/engines/external/product.js'
import { products } from '../../../src/live/engines/external/products.js'
import { strategies } from '../../../src/strategies/index.js'

/** Of these, what the newest that is known can do; HAProxy and Caddy as Debian 12 has them. */
export const tableVersions: Readonly<Record<string, string>> = {
  nginx: '1.31.4',
  haproxy: '2.6.12',
  caddy: '2.6.2',
  envoy: '1.31.0',
  traefik: '3.7.0',
}

/** Strategies whose options decide whether a product has them. */
const further: Readonly<Record<string, readonly string[]>> = {
  'least-time': ['least-time?metric=header'],
  'least-request': ['least-request?fullScan=true'],
  source: ['source?type=consistent'],
  rendezvous: ['rendezvous?key=path?'],
  bounded: ['bounded?flavour=envoy'],
}

export const tableRows = strategies.flatMap(({ name }) => [name, ...(further[name] ?? [])])

/** What a product is told, and what its twin in virtual time is; or why not. */
export function policyFor(product: Product, row: string) {
  const { strategy, options } = parseCandidates(`${product.name}:${row}`, configuredEngines)[0]!
  return product.policyOf({ strategy, options, version: tableVersions[product.name] })
}

/** Strategies that some product has, as a Markdown table; those that none has in a line below. */
export function strategyTable(): string {
  const cells = tableRows.map(row => ({ row, told: products.map(product => cellOf(product, row)) }))
  const had = cells.filter(({ told }) => told.some(cell => cell !== '-'))
  const missing = cells.filter(({ row, told }) => !row.includes('?') && told.every(cell => cell === '-'))
  return [
    `| strategy | ${products.map(({ title }) => title).join(' | ')} |`,
    `|---|${'---|'.repeat(products.length)}`,
    ...had.map(({ row, told }) => `| \`${row}\` | ${told.join(' | ')} |`),
    '',
    `No product here has ${missing.map(({ row }) => `\`${row}\``).join(', ')}.`,
    '',
  ].join('\n')
}

function cellOf(product: Product, row: string): string {
  const policy = policyFor(product, row)
  if (typeof policy === 'string') return '-'
  const told = policy.directives.filter(line => !line.startsWith('#')).map(short)
  return told.length === 0 ? 'what it does by itself' : told.map(line => `\`${line}\``).join(' ')
}

/** Envoy's fields are long; which policy it is stands first. */
function short(line: string): string {
  if (line.startsWith('load_balancing_policy')) return 'LeastRequest FULL_SCAN'
  return line.replace(/^lb_policy: "(\w+)"$/, '$1').replace(/^(\w+_lb_config|hash_policy): .*$/, '$1')
}
