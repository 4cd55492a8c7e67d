import type { Product } from '../external/product.js'
import { envoyConfiguration } from './configuration.js'
import { envoyLacks } from './lacks.js'
import { envoyPolicy } from './policies.js'

/** Envoy, by its documentation: none was at hand to try. */
export const envoy: Product = {
  name: 'envoy',
  title: 'Envoy',
  summary: 'the installed Envoy, configured for the scenario, one worker; never tried, none was at hand',
  program: 'envoy',
  install: 'see https://www.envoyproxy.io/docs/envoy/latest/start/install',
  versionArgs: ['--version'],
  // "envoy  version: SHA/1.31.0/Clean/RELEASE/BoringSSL"
  version: /version: \w+\/(\d[\d.]*)/,
  configFile: 'envoy.yaml',
  args: () => runArgs('envoy.yaml'),
  complaint: /\[(?:critical|error)\](?:\[[^\]]*\])* (.*)/,
  policyOf: envoyPolicy,
  lacks: envoyLacks,
  configure: envoyConfiguration,
  runOwn: ({ path }) => ({ args: () => runArgs(path), text: undefined }),
}

/** One worker: each worker of Envoy chooses by itself, as if it were alone. */
function runArgs(config: string): readonly string[] {
  return ['-c', config, '--concurrency', '1', '--disable-hot-restart', '--log-level', 'error']
}
