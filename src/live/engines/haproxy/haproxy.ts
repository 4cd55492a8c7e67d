import type { Product } from '../external/product.js'
import { haproxyConfiguration } from './configuration.js'
import { haproxyEyes } from './eyes.js'
import { haproxyHands } from './hands.js'
import { haproxyLacks } from './lacks.js'
import { haproxyPolicy } from './policies.js'

/** HAProxy 2.4 and later; 2.6 is what is tried. */
export const haproxy: Product = {
  name: 'haproxy',
  title: 'HAProxy',
  summary: 'the installed HAProxy, configured for the scenario, one thread, before the same backends',
  program: 'haproxy',
  install: 'apt-get install haproxy',
  versionArgs: ['-v'],
  version: /version (\d[\d.]*)/,
  configFile: 'haproxy.cfg',
  args: () => ['-db', '-f', 'haproxy.cfg'],
  // After what is wrong it says, in lines of their own, that something is.
  complaint: /\[ALERT\] +\(\d+\) : (?!config : (?:Error\(s\)|Fatal errors) |backend ')(.*)/,
  policyOf: haproxyPolicy,
  lacks: haproxyLacks,
  configure: haproxyConfiguration,
  runOwn: ({ path }) => ({ args: () => ['-db', '-f', path], text: undefined }),
  hands: haproxyHands,
  eyes: haproxyEyes,
}
