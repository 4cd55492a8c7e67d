// Holds simulated backends against real servers, on the same requests, and writes docs/fidelity.md. Build first (npm run build), then:
//   node bench/fidelity/servers.js [--minutes 13] [--servers uwsgi-4,...] [--loads 20,60,90] [--realtime] [--afresh]
// Trials that are done are kept in reports/fidelity.jsonl: a run that was interrupted goes on where it was, and the same
// command again measures nothing and writes the page. --afresh begins anew.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseCandidates } from '../../dist/bench/candidate.js'
import { assertInstalled, kindOf, titleWithVersion } from '../../dist/live/backends/real/kind-of.js'
import { embeddedEngine } from '../../dist/live/engines/embedded/embedded-engine.js'
import { quietMoment } from '../../dist/live/quiet-moment.js'
import { drawWorkload } from '../../dist/model/workload.js'
import { toScenario } from '../../dist/scenario/to-scenario.js'
import { writePage } from './page.js'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '13' },
    servers: { type: 'string', default: 'gunicorn-1,gunicorn-2,gunicorn-3,gunicorn-4,gunicorn-gthread-1x4,uwsgi-4' },
    loads: { type: 'string', default: '20,40,60,80,90' },
    rounds: { type: 'string', default: '2' },
    realtime: { type: 'boolean', default: false },
    afresh: { type: 'boolean', default: false },
    state: { type: 'string', default: 'reports/fidelity.jsonl' },
    page: { type: 'string', default: 'docs/fidelity.md' },
  },
})
const minutes = Number(values.minutes)
const rounds = Number(values.rounds)
const loads = values.loads.split(',').map(Number)
const servers = values.servers.split(',').map(serverOf)
const signal = new AbortController().signal
/** Repetitions may not make a run longer than it was asked for; what is missing then is measured by the next one. */
const deadline = performance.now() + minutes * 60_000
const [rr] = parseCandidates('rr', ['embedded'])

/** Starting and stopping, priming and warming up take so long, s: eight Python processes on two cores. */
const around = { simulated: 1.2, real: 3.5 }
const warmupSeconds = 0.4
/** A p99 needs ten samples beyond it. */
const leastRequests = 1050
/** Eight workers of 20 ms: so many requests a second are a load of 1 %. */
const meanMs = 20
const lasting = durations()

if (values.afresh) rmSync(values.state, { force: true })
mkdirSync('reports', { recursive: true })
const done = existsSync(values.state) ? lines(values.state) : []
for (const server of servers) assertInstalled(kindOf(scenarioOf(server, loads[0], 'real')))
let missing = 0
for (let round = 1; round <= rounds; round++) {
  for (const load of loads) {
    for (const server of servers) {
      // Whoever goes second meets the machine a few seconds later: they take turns.
      const sides = round % 2 === 1 ? ['simulated', 'real'] : ['real', 'simulated']
      for (const side of sides) await once(server, load, round, side)
    }
  }
}
writePage(values.page, {
  trials: done.filter(isAsked),
  servers: servers.map(named),
  loads,
  aim: { p50: 0.05, p99: 0.1 },
  realtime: values.realtime,
})
console.error(
  `written: ${values.page}${missing > 0 ? `; time was up with ${missing} trials to go: run it again to go on` : ''}`,
)

async function once(server, load, round, side) {
  const how = values.realtime ? ' realtime' : ''
  const key = `${server.id} ${load} ${round} ${side} ${lasting.get(load).toFixed(1)}${how}`
  if (done.some(trial => trial.key === key)) return
  if (performance.now() > deadline) {
    missing++
    return
  }
  let trial
  // A second go where other programs were at work.
  for (let attempt = 1; attempt <= 2; attempt++) {
    await quietMoment(2000, signal)
    trial = await measure(server, load, round, side)
    if (!(trial.foreignCores > 0.3) || performance.now() > deadline - 60_000) break
  }
  const kept = { key, server: server.id, load, round, side, ...trial }
  done.push(kept)
  appendFileSync(values.state, `${JSON.stringify(kept)}\n`)
  const { latencyMs, failed, foreignCores } = trial
  console.error(
    `${key.padEnd(38)} ${latencyMs.length} requests, ${failed} failed, foreign ${foreignCores?.toFixed(2) ?? '?'} cores`,
  )
}

/** Latencies by request, in the order in which they were due: request k is the same on both sides. */
async function measure(server, load, round, side) {
  const scenario = scenarioOf(server, load, side)
  const { warmupMs, durationMs } = scenario.run
  const workload = drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed: round })
  const plan = {
    ...{ role: 'candidate', scenario, candidate: rr, round: round - 1, position: 0, attempt: 1, seed: round },
    workload: () => workload,
  }
  const { record, health } = await embeddedEngine.run(plan, signal)
  const rows = Array.from(record.dueMs.keys()).filter(row => record.dueMs[row] >= 0)
  const good = row => record.status[row] === 200
  return {
    dueMs: rows.map(row => Math.round(record.dueMs[row])),
    latencyMs: rows.map(row => (good(row) ? rounded(record.doneMs[row] - record.dueMs[row]) : null)),
    appMs: rounded(mean(rows.filter(good).map(row => record.appMs[row]))),
    failed: rows.filter(row => !good(row)).length,
    late99Ms: rounded(
      quantile(
        rows.map(row => record.sentMs[row] - record.dueMs[row]).sort((a, b) => a - b),
        0.99,
      ),
    ),
    foreignCores: health.foreignCores ?? null,
    cpuPressure: health.cpuPressure ?? null,
  }
}

function scenarioOf({ kind, workers, threads }, load, side) {
  const backends = Math.max(1, Math.round(8 / (workers * threads)))
  const document = {
    name: 'fidelity',
    // Closed after each answer, as sync workers and uWSGI do: a connect a request on both sides.
    backends: {
      count: backends,
      workers,
      threads,
      latency: { lognormal: { mean: `${meanMs}ms`, p99: '80ms' } },
      keepAlive: false,
    },
    traffic: { load: `${load}%`, clients: 1000, timeout: '10s' },
    balancer: { health: 'none', retries: 0 },
    run: {
      ...{ duration: `${Math.round(lasting.get(load) * 1000)}ms`, warmup: `${warmupSeconds * 1000}ms` },
      ...{ realtime: values.realtime, ...(side === 'real' && { backendKind: kind }) },
    },
  }
  const outcome = toScenario(document, { name: 'fidelity', read: () => '' })
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems))
  return outcome.scenario
}

/** Seconds by load: enough for a p99 where the minutes allow it, and an equal share of what is left. */
function durations() {
  const trials = rounds * servers.length
  const budget = (minutes * 60) / trials - loads.length * (around.simulated + around.real + 2 * warmupSeconds)
  const seconds = Math.max(0.5 * loads.length, budget / 2)
  const needed = loads.map(load => leastRequests / rounds / ((8 / meanMs) * 10 * load))
  const scale = Math.min(1, seconds / needed.reduce((a, b) => a + b, 0))
  const rest = Math.max(0, seconds - needed.reduce((a, b) => a + b * scale, 0)) / loads.length
  return new Map(loads.map((load, i) => [load, needed[i] * scale + rest]))
}

/** "gunicorn-gthread-1x4" -> the kind, 1 worker, 4 threads. */
function serverOf(id) {
  const [, kind, workers, threads = '1'] = /^([a-z-]+)-(\d+)(?:x(\d+))?$/.exec(id) ?? []
  if (kind === undefined) throw new Error(`--servers: expected a kind and its workers, such as gunicorn-4, found ${id}`)
  return { id, kind, workers: Number(workers), threads: Number(threads) }
}

function named(server) {
  const { workers, threads } = server
  const title = titleWithVersion(kindOf(scenarioOf(server, loads[0], 'real')))
  return {
    ...server,
    title: `${title}, ${workers}${threads > 1 ? ` x ${threads}` : ''} worker${workers * threads > 1 ? 's' : ''}`,
  }
}

function isAsked(trial) {
  return (
    servers.some(({ id }) => id === trial.server) &&
    loads.includes(trial.load) &&
    trial.round <= rounds &&
    trial.key.includes(' realtime') === values.realtime
  )
}

function lines(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

function mean(numbers) {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

function rounded(ms) {
  return Math.round(ms * 1000) / 1000
}
