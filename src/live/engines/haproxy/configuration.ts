import { type BalancerSpec, noLimit, type RetryCondition, type StickySpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Setup } from '../external/trial-setup.js'
import { ms } from '../external/written.js'
import { serverLogLine } from './server-log.js'
import { healthLines, serverLine } from './servers.js'
import { socketLine } from './stats-socket.js'

/** haproxy.cfg: for a trial (with a folder) complete, else the sections that go to production. */
export function haproxyConfiguration(setup: Setup): string {
  const { candidate, scenario, folder } = setup
  const title = `# ${candidate}, scenario ${scenario}; written by lbbench.\n`
  return title + (folder === undefined ? '' : trialOnly(setup)) + frontend(setup) + backend(setup)
}

function trialOnly({ isWatched = false, isOperated = false }: Setup): string {
  const spoken = [
    ...(isWatched || isOperated ? [socketLine(isOperated ? 'admin' : 'user')] : []),
    ...(isWatched ? [serverLogLine] : []),
  ]
  return `global
  # One thread: each thread of HAProxy would keep idle connections of its own.
  nbthread 1
  maxconn 16384
  # Where fewer files may be open, it makes do with fewer.
  no strict-limits
${indentedLines(spoken)}
`
}

function frontend({ listen, version }: Setup): string {
  return `frontend entry
  mode http
  bind ${listen.host}:${listen.port}
  timeout client 75s
${indentedLines(clientLines(version))}  default_backend backends

`
}

/** Up to 2.4 the address that is set stays with the connection, so that the peer has to be remembered. */
function clientLines(version: string | undefined): string[] {
  const why = '# The client is who the proxy or generator in front of this one says it is. Trust nobody else.'
  if (version === undefined || isAtLeast(version, '2.5'))
    return [why, 'http-request set-src hdr(X-Forwarded-For) if { src 127.0.0.0/8 }']
  return [
    why,
    'http-request set-var(sess.peer) src unless { var(sess.peer) -m found }',
    'http-request set-src hdr(X-Forwarded-For) if { var(sess.peer) -m ip 127.0.0.0/8 }',
  ]
}

function backend({ policy, spec, backends, isWatched }: Setup): string {
  const lines = [
    ...(isWatched ? ['log global'] : []),
    ...policy.directives,
    'option forwardfor',
    '# Any idle connection serves any request, as with nginx: engines are alike.',
    'http-reuse always',
    `timeout connect ${ms(spec.connectTimeoutMs)}`,
    `timeout server ${ms(spec.readTimeoutMs)}`,
    ...retryLines(spec),
    ...queueLines(
      spec,
      backends.some(each => each.spec.maxRequests > 0),
    ),
    ...stickyLines(spec.sticky),
    ...(backends.filter(each => each.spec.backup).length > 1 ? ['option allbackups'] : []),
    ...healthLines(spec.health),
    ...backends.map(each => serverLine(each, spec)),
  ]
  return `backend backends\n  mode http\n${indentedLines(lines)}`
}

function indentedLines(lines: readonly string[]): string {
  return lines.map(line => `  ${line}\n`).join('')
}

/**
 * With `redispatch 1` every retry goes to another server than the last try, but where a hash is looked up in a map (`source`,
 * `haproxy-hash`): that computes the same server again, until a check finds it down.
 */
function retryLines({ retry: { count, on } }: BalancerSpec): string[] {
  if (count === 0) return ['retries 0']
  return [
    `retries ${count}`,
    'option redispatch 1',
    `retry-on ${[...new Set(on.flatMap(condition))].join(' ') || 'none'}`,
    '# What may change something is not sent twice.',
    'http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE TRACE }',
  ]
}

function condition(on: RetryCondition): readonly string[] {
  if (on === 'connect') return ['conn-failure']
  if (on === 'reset') return ['empty-response']
  if (on === 'timeout') return ['response-timeout']
  if (on === 'invalid') return ['junk-response']
  if (on === '5xx') return ['500', '501', '502', '503', '504']
  if (on === 'gateway') return ['502', '503', '504']
  return [String(on)]
}

function queueLines({ queue }: BalancerSpec, limited: boolean): string[] {
  if (!limited) return []
  if (queue === undefined) return ['# Nothing waits while every server is at its maxconn.', 'timeout queue 1ms']
  const full = `http-request deny deny_status 503 if { queue ge ${queue.limit} }`
  return [`timeout queue ${ms(queue.timeoutMs)}`, ...(queue.limit < noLimit ? [full] : [])]
}

function stickyLines(sticky: StickySpec | undefined): string[] {
  if (sticky === undefined) return []
  const { by, cookie, ttlMs, refresh, capacity } = sticky
  const seconds = ttlMs < noLimit ? `${Math.ceil(ttlMs / 1000)}s` : undefined
  if (by === 'cookie') {
    const life = seconds === undefined ? '' : ` ${refresh ? 'maxidle' : 'maxlife'} ${seconds}`
    return [`cookie ${cookie} insert indirect nocache${life}`]
  }
  const expire = seconds === undefined ? '' : ` expire ${seconds}`
  return [`stick-table type ipv6 size ${capacity}${expire}`, 'stick on src']
}
