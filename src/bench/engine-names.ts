/** Every engine there is, so that a command line can be understood without loading them; the first is meant where none is named. */
export const engineNames: readonly string[] = [
  'embedded',
  'virtual',
  'nginx',
  'haproxy',
  'caddy',
  'envoy',
  'traefik',
  'target',
]

/** Engines that are real balancers, and so take a configuration of the user's where a strategy could stand. */
export const configuredEngines: readonly string[] = ['nginx', 'haproxy', 'caddy', 'envoy', 'traefik']
