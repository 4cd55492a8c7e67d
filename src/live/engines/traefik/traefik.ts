import type { Product } from '../external/product.js'
import { staticFlags, traefikConfiguration } from './configuration.js'
import { traefikLacks } from './lacks.js'
import { traefikPolicy } from './policies.js'

/** Traefik 3, by its documentation: none was at hand to try. */
export const traefik: Product = {
  name: 'traefik',
  title: 'Traefik',
  summary: 'the installed Traefik, configured for the scenario, on one core; never tried, none was at hand',
  program: 'traefik',
  install: 'see https://doc.traefik.io/traefik/getting-started/install-traefik/',
  versionArgs: ['version'],
  version: /Version: +v?(\d[\d.]*)/,
  configFile: 'traefik.yaml',
  args: (_, listen) => [...staticFlags(listen), '--providers.file.filename=traefik.yaml'],
  env: { GOMAXPROCS: '1' },
  complaint: /\b(?:ERR|FTL|level=(?:error|fatal)) (.*)/,
  policyOf: traefikPolicy,
  lacks: traefikLacks,
  configure: traefikConfiguration,
  runOwn: ({ path }) => ({ args: () => [`--configFile=${path}`], text: undefined }),
}
