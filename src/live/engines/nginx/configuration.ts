import { dirname } from 'node:path'
import { type BalancerSpec, noLimit, type RetryCondition, type RetrySpec } from '../../../model/balancer-spec.js'
import type { OwnConfiguration, OwnRun } from '../external/product.js'
import type { Setup, SetupBackend } from '../external/trial-setup.js'
import { indented, ms } from '../external/written.js'
import { sightLines } from './eyes.js'

/** nginx.conf: for a trial (with a folder) complete and without rights, else the part that goes to production. */
export function nginxConfiguration(setup: Setup): string {
  const { candidate, scenario, folder } = setup
  const title = `# ${candidate}, scenario ${scenario}; written by lbbench.\n`
  return title + (folder === undefined ? site(setup) : trial(setup))
}

/**
 * A whole nginx.conf runs as a copy in the foreground, without its `pid` and `daemon`: a system's nginx may run by the same
 * file. What stands in conf.d or sites-enabled, from `upstream` to `server`, is included in one of ours.
 */
export function ownNginx({ path, text }: OwnConfiguration): OwnRun {
  const isWhole = /^\s*events\s*\{/m.test(text)
  return { args: nginxArgs, text: isWhole ? foreground(text, dirname(path)) : wrapped(`  include "${path}";\n`) }
}

/** nginx looks for relative includes where its configuration is, and that is where the user's is. */
function foreground(text: string, folder: string): string {
  const free = text.replace(/^(\s*)(?:pid|daemon)\s[^;]*;/gm, '$1')
  const there = free.replace(
    /^(\s*include\s+)(["']?)(?!\/)([^;"']+)\2;/gm,
    (_, head, _quote, name) => `${head}"${folder}/${name}";`,
  )
  return `pid nginx.pid;\n${there}`
}

export function nginxArgs(folder: string): readonly string[] {
  return ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf', '-g', 'daemon off;']
}

function trial(setup: Setup): string {
  return wrapped(indented(site(setup), 2), setup)
}

/** A whole nginx.conf, without rights, around what stands in `http { }`. */
function wrapped(http: string, { isWatched = false }: Pick<Setup, 'isWatched'> = {}): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `  ${name}_temp_path tmp_${name};`)
  return `# One worker: each worker of nginx would choose by itself, as if it were alone.
worker_processes 1;
pid nginx.pid;
error_log stderr ${isWatched ? 'notice' : 'warn'};
events {
  worker_connections 16384;
}
http {
${isWatched ? indented(sightLines, 2) : '  access_log off;\n'}  # No other product limits what clients send; nginx by itself takes 1 MB.
  client_max_body_size 0;
${temporary.join('\n')}
${http}}
`
}

/** What stands inside `http { }`: in production a file of its own in conf.d or sites-enabled. */
function site(setup: Setup): string {
  const { policy, spec, backends, listen, folder, poolFile } = setup
  const shared =
    folder === undefined ? '  # With more than one worker: all of them count together.\n  zone backends 256k;\n' : ''
  const choice = policy.directives.map(line => `  ${line}\n`).join('')
  return `upstream backends {
${shared}${choice}${poolFile === undefined ? indented(serverLines(setup), 2) : `  include "${poolFile}";\n`}${stickyLine(spec)}  # Connections to backends stay open; without this nginx 1.22 opens one a request.
  keepalive 256;
  keepalive_requests 1000000;
}

# The client is who the proxy or generator in front of this one says it is. Trust nobody else.
set_real_ip_from 127.0.0.0/8;
real_ip_header X-Forwarded-For;

server {
  listen ${listen.host}:${listen.port};
  keepalive_requests 1000000;

  location / {
    proxy_pass http://backends;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_connect_timeout ${ms(spec.connectTimeoutMs)};
    proxy_send_timeout ${ms(spec.readTimeoutMs)};
    proxy_read_timeout ${ms(spec.readTimeoutMs)};
${retryLines(spec.retry, backends.length)
  .map(line => `    ${line}\n`)
  .join('')}  }
}
`
}

/** The servers of the upstream, for a file of their own, too. */
export function serverLines({ backends, spec }: Setup): string {
  return backends.map(backend => `${serverLine(backend, spec)}\n`).join('')
}

/** A server that drains is `down` as one that has left: there are no sessions to be kept. */
function serverLine({ spec, address, membership }: SetupBackend, { health }: BalancerSpec): string {
  const { name, weight, maxFails, failTimeoutMs, maxRequests, backup } = spec
  const words = [
    `server ${address}`,
    weight === 1 ? '' : `weight=${weight}`,
    `max_fails=${health.passive ? maxFails : 0}`,
    health.passive ? `fail_timeout=${Math.floor(failTimeoutMs / 1000)}s` : '',
    maxRequests === 0 ? '' : `max_conns=${maxRequests}`,
    backup ? 'backup' : '',
    membership === undefined ? '' : 'down',
  ]
  return `${words.filter(word => word !== '').join(' ')}; # ${name}`
}

/** The cookie is sent with every answer, so that it lasts from the last one. */
function stickyLine({ sticky }: BalancerSpec): string {
  if (sticky === undefined) return ''
  const life = sticky.ttlMs < noLimit ? ` expires=${Math.ceil(sticky.ttlMs / 1000)}s` : ''
  return `  sticky cookie ${sticky.cookie}${life} path=/;\n`
}

/** `proxy_next_upstream_tries` counts the first try, and 0 sets no limit. */
function retryLines({ count, on }: RetrySpec, backends: number): string[] {
  if (count === 0 || on.length === 0) return ['proxy_next_upstream off;']
  const tries = count >= backends - 1 ? 0 : count + 1
  return [
    `proxy_next_upstream ${[...new Set(on.flatMap(condition))].join(' ')};`,
    `proxy_next_upstream_tries ${tries};`,
  ]
}

function condition(on: RetryCondition): readonly string[] {
  if (on === 'connect' || on === 'reset') return ['error']
  if (on === 'timeout') return ['timeout']
  if (on === 'invalid') return ['invalid_header']
  if (on === '5xx') return ['http_500', 'http_502', 'http_503', 'http_504']
  if (on === 'gateway') return ['http_502', 'http_503', 'http_504']
  return [`http_${on}`]
}
