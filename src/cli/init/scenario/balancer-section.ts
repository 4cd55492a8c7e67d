import { instead, laidOut, off, on } from './layout.js'

/** `balancer:` of a first scenario. */
export const balancerSection = `# What the balancer does besides choosing, the same for every strategy: docs/balancer.md.
balancer:
${laidOut('  ', [
  on('health: nginx', 'who fails is left out for failTimeout. The default'),
  instead(
    'health',
    'health: haproxy',
    'checks every 2s; three that fail take a server out. Also: envoy, aws-alb, gcp-alb, none',
  ),
  instead('health', 'health: { like: haproxy, active: { interval: 500ms, fall: 2 } }', 'the same, more eager'),
  on('retries: nginx', 'a failed connection is tried at the next server. The default'),
  instead('retries', 'retries: none', 'a failure is a failure. Also: haproxy, envoy, or a number'),
  instead('retries', 'retries: { count: 2, on: [connect, reset, 503], budget: { share: 20% } }', 'by yourself'),
  off('hedge: 200ms', 'asks a second server where the first takes longer; the first answer wins. Default: never'),
  off('queue: 1s', 'how long requests wait where all servers are at maxRequests. Default: they get a 503'),
  off('slowStart: 5s', 'a server that returns gets its share little by little. Default: at once'),
  off('sticky: cookie', 'who came once comes to the same server: cookie, table, client. Default: off'),
])}`
