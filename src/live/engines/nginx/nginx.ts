import type { Product } from '../external/product.js'
import { nginxArgs, nginxConfiguration, ownNginx } from './configuration.js'
import { nginxEyes } from './eyes.js'
import { nginxHands } from './hands.js'
import { nginxLacks } from './lacks.js'
import { nginxPolicy } from './policies.js'

/** nginx as Debian ships it; from 1.29.6 with `sticky`, from 1.31.0 with `least_time`. */
export const nginx: Product = {
  name: 'nginx',
  title: 'nginx',
  summary: 'the installed nginx, configured for the scenario, one worker, before the same backends',
  program: 'nginx',
  install: 'apt-get install nginx-light',
  versionArgs: ['-v'],
  version: /nginx\/(\d[\d.]*)/,
  configFile: 'nginx.conf',
  args: nginxArgs,
  complaint: /\[(?:emerg|alert|crit)\] (?:\d+#\d+: )?(.*)/,
  lostWorker: /\[alert\] \d+#\d+: (worker process \d+ exited on signal \d+)/,
  policyOf: nginxPolicy,
  lacks: nginxLacks,
  configure: nginxConfiguration,
  runOwn: ownNginx,
  hands: nginxHands,
  eyes: nginxEyes,
}
