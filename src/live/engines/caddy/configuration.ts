import type { BalancerSpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Setup } from '../external/trial-setup.js'
import { ms } from '../external/written.js'
import { healthLines } from './health.js'
import { assumedVersion } from './policies.js'
import { trialOptions } from './trial-options.js'

/** Caddyfile: for a trial (with a folder) complete, else the site that goes to production. */
export function caddyConfiguration(setup: Setup): string {
  const { candidate, scenario, folder } = setup
  const title = `# ${candidate}, scenario ${scenario}; written by lbbench.\n`
  return title + (folder === undefined ? '' : trialOptions(setup, folder)) + site(setup)
}

function site(setup: Setup): string {
  const { listen, backends, spec, version = assumedVersion } = setup
  const addresses = inPool(setup).map(({ address }) => address)
  const proxy = [
    ...choiceLines(setup),
    ...retryLines(spec),
    ...healthLines(spec.health, backends, version),
    '# Who the client is, is believed of these alone.',
    'trusted_proxies 127.0.0.0/8',
    ...transportLines(spec),
  ]
  return `http://:${listen.port} {
\t# Without this it listens on every interface.
\tbind ${listen.host}

\treverse_proxy ${[...addresses, '{'].join(' ')}
${proxy.map(line => `\t\t${line}\n`).join('')}\t}
}
`
}

/** Who drains is out: there are no sessions to be kept. */
function inPool({ backends }: Setup): Setup['backends'] {
  return backends.filter(({ membership }) => membership === undefined)
}

/** A cookie takes the place of the policy, which is for those who have none. */
function choiceLines(setup: Setup): readonly string[] {
  const { policy, spec, version = assumedVersion } = setup
  const weights = inPool(setup).map(each => each.spec.weight)
  const lines = policy.directives.map(line => weighed(line, weights))
  if (spec.sticky === undefined) return lines
  const cookie = `lb_policy cookie ${spec.sticky.cookie} change-this-secret`
  if (!isAtLeast(version, '2.7')) return [cookie]
  const fallback = lines.map(line => line.replace(/^lb_policy/, 'fallback'))
  return [`${cookie} {`, ...fallback.map(line => `\t${line}`), '}']
}

function weighed(line: string, weights: readonly number[]): string {
  if (line !== 'lb_policy round_robin' || new Set(weights).size < 2) return line
  return `lb_policy weighted_round_robin ${weights.join(' ')}`
}

function retryLines({ retry: { count, on } }: BalancerSpec): string[] {
  if (count === 0) return []
  if (on.includes('reset')) return ['# What was sent already is sent again where it is a GET.', `lb_retries ${count}`]
  return ['# Only what could not connect is tried again.', `lb_retries ${count}`, 'lb_retry_match method NONE']
}

function transportLines({ connectTimeoutMs, readTimeoutMs }: BalancerSpec): string[] {
  return [
    'transport http {',
    `\tdial_timeout ${ms(connectTimeoutMs)}`,
    `\tresponse_header_timeout ${ms(readTimeoutMs)}`,
    `\tread_timeout ${ms(readTimeoutMs)}`,
    '\tkeepalive 60s',
    '\tkeepalive_idle_conns_per_host 256',
    '\tcompression off',
    '}',
  ]
}
