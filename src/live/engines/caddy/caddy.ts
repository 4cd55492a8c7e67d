import type { Product } from '../external/product.js'
import { caddyConfiguration } from './configuration.js'
import { caddyEyes } from './eyes.js'
import { caddyHands } from './hands.js'
import { caddyLacks } from './lacks.js'
import { caddyPolicy } from './policies.js'

/** Caddy 2.6 and later; 2.6.2, as Debian 12 has it, is what is tried. */
export const caddy: Product = {
  name: 'caddy',
  title: 'Caddy',
  summary: 'the installed Caddy, configured for the scenario, on one core, before the same backends',
  program: 'caddy',
  install: 'apt-get install caddy',
  versionArgs: ['version'],
  version: /^v?(\d[\d.]*)/,
  configFile: 'Caddyfile',
  args: () => ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
  // All its threads count together; on one core it is as fast as one of the others.
  env: { GOMAXPROCS: '1' },
  complaint: /^Error: (.*)/,
  policyOf: caddyPolicy,
  lacks: caddyLacks,
  configure: caddyConfiguration,
  runOwn: ({ path }) => ({
    args: () => ['run', '--config', path, ...(path.endsWith('.json') ? [] : ['--adapter', 'caddyfile'])],
    text: undefined,
  }),
  hands: caddyHands,
  eyes: caddyEyes,
}
