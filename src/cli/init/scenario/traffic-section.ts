import type { Answers } from './answers.js'
import { instead, laidOut, off, on } from './layout.js'
import { time } from './time.js'

/** `traffic:` of a first scenario. */
export function traffic({ ratePerSecond, backends, latencyMs }: Answers): string {
  const rows = [
    on(
      `rate: ${Number(ratePerSecond.toPrecision(6))}/s`,
      '<-- requests a second, whatever the answers do (an open loop)',
    ),
    instead('rate', 'load: 60%', 'so much of what the servers can serve together'),
    instead(
      'rate',
      `connections: ${backends * 4}`,
      'so many users, each waiting for an answer before asking again (a closed loop)',
    ),
    off('arrivals: poisson', 'when they come: poisson (at random), even. Default: poisson'),
    off(
      'arrivals: { burst: { every: 1s, for: 200ms, factor: 3x } }',
      'or in bursts: three times the rate in a fifth of the time',
    ),
    on('clients: 1000', 'how many ask; matters where a strategy looks at the client, as iphash does'),
    instead('clients', 'clients: { count: 1000, zipf: 1.1 }', 'a few of them ask most of the time'),
    on(`timeout: ${time(Math.max(2000, latencyMs * 20))}`, 'when a client gives up; the request has failed then'),
    off(
      'requests: [{ path: /, share: 90% }, { method: POST, path: /cart, body: 10kB, share: 10% }]',
      'what is asked for. Default: GET /',
    ),
    off(
      'sessions: { store: memory }',
      'clients log in, and need their session: memory, redis, signed-cookie. Default: none',
    ),
  ]
  return `# Above a few thousand requests a second one machine can hardly measure live; --engine virtual has no such limit.
traffic:
${laidOut('  ', rows)}`
}
