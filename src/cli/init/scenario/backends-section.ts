import { formatRate, formatShare } from '../../../units.js'
import type { Answers } from './answers.js'
import { instead, laidOut, off, on } from './layout.js'
import { time } from './time.js'

/** `backends:` of a first scenario. */
export function backends(answers: Answers): string {
  const { backends: count, latencyMs, ratePerSecond } = answers
  const workers = workersFor(answers)
  const most = (count * workers * 1000) / latencyMs
  const mean = time(latencyMs)
  const times = (factor: number): string => time(latencyMs * factor)
  const ban = 'for how long, as nginx fail_timeout; then one request tries it. Default: 10s'
  const rows = [
    on(`count: ${count}`, '<-- how many servers; in reports they are b1, b2, ...'),
    on(`workers: ${workers}`, '<-- requests one server works on at once; others wait in its queue'),
    off('threads: 4', 'of each worker: workers * threads requests at once. Default: 1'),
    on(`latency: { lognormal: { mean: ${mean}, p99: ${times(4)} } }`, '<-- time one request takes once it is served'),
    instead('latency', `latency: ${mean}`, 'always the same'),
    instead('latency', `latency: { exponential: { mean: ${mean} } }`, "as in textbooks' queues"),
    instead(
      'latency',
      `latency: { bimodal: { fast: ${times(0.5)}, slow: ${times(10)}, slowShare: 5% } }`,
      'hits and misses of a cache',
    ),
    instead(
      'latency',
      `latency: { empirical: { quantiles: { p0: ${times(0.2)}, p50: ${times(0.7)}, p99: ${times(4)}, p100: ${times(8)} } } }`,
      'as you measured it',
    ),
    off('failures: { errors: 1%, status: 500 }', 'so many requests fail at random. Default: none'),
    off('maxFails: 1', 'failures that take a server out, as nginx max_fails; 0: never. Default: 1'),
    // Whoever switches a crash on wants to see the server return within the run, which 10s would outlast.
    on('failTimeout: 2s', ban),
    off(
      'maxRequests: 8',
      'most requests the balancer sends a server at once, as HAProxy maxconn. Default: 0, no limit',
    ),
    off('slowStart: { for: 2s, factor: 5x }', 'cold after a start: five times slower at first. Default: never cold'),
    off('cpu: 30%', 'share of the time that burns real CPU; live only. Default: 0%'),
  ]
  const unlike = laidOut('', [
    instead(
      'backends',
      `backends: [{ count: ${count - 1}, workers: ${workers}, latency: ${mean} }, { name: b${count}, workers: ${workers}, latency: ${times(3)} }]`,
      'the last server is three times slower',
    ),
  ])
  return `# ${count} servers * ${workers} ${workers === 1 ? 'worker' : 'workers'} / ${mean} = ${formatRate(most)} at most; ${formatRate(ratePerSecond)} are ${formatShare(ratePerSecond / most)} of it.
backends:
${laidOut('  ', rows)}
# Servers that are not alike, as a list:
${unlike}`
}

/** So many that about two thirds of them are busy, as on a fleet with a little room. */
function workersFor({ backends, ratePerSecond, latencyMs }: Answers): number {
  return Math.max(1, Math.ceil((ratePerSecond * latencyMs) / 1000 / (0.7 * backends)))
}
