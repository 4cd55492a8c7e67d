import { parse } from 'yaml'
import { type BalancerSpec, type HealthSpec, noLimit, type StickySpec } from '../../../model/balancer-spec.js'
import type { Setup, SetupBackend } from '../external/trial-setup.js'
import { leastOf, ms, yamlText } from '../external/written.js'

/** What Traefik is told on its command line: where it listens, and whom it believes. */
export function staticFlags({ host, port }: Setup['listen']): readonly string[] {
  return [
    `--entryPoints.entry.address=${host}:${port}`,
    '--entryPoints.entry.forwardedHeaders.trustedIPs=127.0.0.0/8',
    '--log.level=ERROR',
    '--global.checkNewVersion=false',
    '--global.sendAnonymousUsage=false',
  ]
}

/** The dynamic configuration, for the file provider; what is static is named in a comment. */
export function traefikConfiguration({ candidate, scenario, policy, spec, backends, listen }: Setup): string {
  const comments = [
    `${candidate}, scenario ${scenario}; written by lbbench, by the documentation of Traefik 3: never tried.`,
    'Dynamic configuration. Static, on the command line:',
    ...staticFlags(listen).map(flag => `  ${flag}`),
    ...healthComments(spec.health, backends),
    ...(spec.retry.count > 0 ? ['What could not connect is tried again; what was sent is not.'] : []),
  ]
  const retried = spec.retry.count > 0
  const loadBalancer = {
    ...parse(policy.directives.join('\n')),
    servers: backends.map(each => ({ url: `http://${each.address}`, weight: each.spec.weight })),
    ...healthOf(spec.health, backends),
    ...(spec.sticky && { sticky: stickyOf(spec.sticky) }),
    serversTransport: 'backends',
  }
  return yamlText(comments, {
    http: {
      routers: {
        all: { rule: 'PathPrefix(`/`)', service: 'backends', ...(retried && { middlewares: ['again'] }) },
      },
      ...(retried && { middlewares: { again: { retry: retryOf(spec) } } }),
      services: { backends: { loadBalancer } },
      serversTransports: { backends: transportOf(spec) },
    },
  })
}

function healthComments({ passive }: HealthSpec, backends: readonly SetupBackend[]): string[] {
  if (!passive || leastOf(backends).maxFails === 0) return []
  return [
    "passiveHealthCheck is nginx's max_fails within fail_timeout, the least that the scenario gives to any backend.",
  ]
}

function healthOf({ active, passive }: HealthSpec, backends: readonly SetupBackend[]): object {
  const { maxFails, failTimeoutMs } = leastOf(backends)
  const counted = passive && maxFails > 0
  return {
    ...(counted && { passiveHealthCheck: { failureWindow: ms(failTimeoutMs), maxFailedAttempts: maxFails } }),
    ...(active && {
      healthCheck: {
        path: active.path,
        interval: ms(active.intervalMs),
        unhealthyInterval: ms(active.downIntervalMs),
        timeout: ms(active.timeoutMs),
        ...(active.okFrom === active.okTo && { status: active.okFrom }),
      },
    }),
  }
}

function stickyOf({ cookie, ttlMs }: StickySpec): object {
  const maxAge = ttlMs < noLimit ? { maxAge: Math.ceil(ttlMs / 1000) } : {}
  return { cookie: { name: cookie, path: '/', httpOnly: true, ...maxAge } }
}

/** `attempts` counts the first try. */
function retryOf({ retry: { count, backoffMs } }: BalancerSpec): object {
  return { attempts: count + 1, ...(backoffMs > 0 && { initialInterval: ms(backoffMs) }) }
}

function transportOf({ connectTimeoutMs, readTimeoutMs }: BalancerSpec): object {
  return {
    maxIdleConnsPerHost: 256,
    forwardingTimeouts: { dialTimeout: ms(connectTimeoutMs), responseHeaderTimeout: ms(readTimeoutMs) },
  }
}
