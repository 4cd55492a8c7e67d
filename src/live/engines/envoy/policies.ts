import type { Options } from '../../../strategies/strategy.js'
import type { WantedPolicy } from '../external/product.js'
import type { Policy } from '../external/trial-setup.js'
import { written } from '../external/written.js'

/** Fields of a cluster, and `hash_policy` of the route, that make Envoy choose as one of our strategies does; or a sentence. */
export function envoyPolicy({ strategy, options }: WantedPolicy): Policy | string {
  switch (strategy) {
    case 'rr':
    case 'edf':
      return policy('edf?offset=random', { lb_policy: 'ROUND_ROBIN' })
    case 'lc':
      return fullScan(1)
    case 'least-request':
      return options.fullScan === true ? fullScan(options.bias as number) : leastRequest(options)
    case 'p2c':
      return leastRequest({ choices: options.choices!, bias: 1 })
    case 'random':
      return policy('random', { lb_policy: 'RANDOM' })
    case 'ring':
      return hashed(strategy, options, ring(options))
    case 'maglev':
      return hashed(strategy, options, { lb_policy: 'MAGLEV', maglev_lb_config: { table_size: options.tableSize } })
    case 'bounded':
      return bounded(options)
    default:
      return `Envoy has no ${strategy}; it has rr, edf, lc, least-request, p2c, random, ring, maglev, bounded?flavour=envoy`
  }
}

/** Each line is one field, its value as JSON, which is YAML. */
function policy(twin: string, fields: Readonly<Record<string, unknown>>): Policy {
  return { directives: Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`), twin }
}

function leastRequest({ choices, bias }: Options): Policy | string {
  if ((choices as number) < 2) return 'Envoy draws two backends or more (choice_count)'
  return policy(written('least-request', { choices: choices!, bias: bias! }), {
    lb_policy: 'LEAST_REQUEST',
    least_request_lb_config: { choice_count: choices, active_request_bias: runtime('bias', bias) },
  })
}

/** In the policies that came after `lb_policy` only; ties are broken by chance. */
function fullScan(bias: number): Policy {
  const typed = {
    '@type': 'type.googleapis.com/envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest',
    selection_method: 'FULL_SCAN',
    active_request_bias: runtime('bias', bias),
  }
  const extension = { name: 'envoy.load_balancing_policies.least_request', typed_config: typed }
  return policy(written('least-request', { bias, fullScan: true }), {
    load_balancing_policy: { policies: [{ typed_extension_config: extension }] },
  })
}

function ring({ minSize, maxSize }: Options): Readonly<Record<string, unknown>> {
  return { lb_policy: 'RING_HASH', ring_hash_lb_config: { minimum_ring_size: minSize, maximum_ring_size: maxSize } }
}

function bounded(options: Options): Policy | string {
  if (options.flavour !== 'envoy') return 'Envoy bounds loads by rules of its own: bounded?flavour=envoy'
  const common = { consistent_hashing_lb_config: { hash_balance_factor: options.factor } }
  const { function: _, avalanche: __, ...own } = options
  return hashed('bounded', own, { ...ring(options), common_lb_config: common })
}

function hashed(strategy: string, options: Options, fields: Readonly<Record<string, unknown>>): Policy {
  return policy(written(strategy, options), { ...fields, hash_policy: [{ header: headerOf(options.key) }] })
}

/** The client as whoever is in front says it is, as text: the header is left as it came. */
function headerOf(key: Options[string] | undefined): object {
  if (key === 'client') return { header_name: 'x-forwarded-for' }
  if (key === 'path?') return { header_name: ':path' }
  return {
    header_name: ':path',
    regex_rewrite: { pattern: { regex: '^([^?]*).*$' }, substitution: '\\1' },
  }
}

function runtime(key: string, value: unknown): object {
  return { default_value: value, runtime_key: `lbbench.${key}` }
}
