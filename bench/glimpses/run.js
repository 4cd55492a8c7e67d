// What it costs to look at a live trial while it runs, in pairs with and without: see README.md. Build first (npm run build).
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { parseCandidates } from '../../dist/bench/candidate.js'
import { embeddedEngine } from '../../dist/live/engines/embedded/embedded-engine.js'
import { Glimpses } from '../../dist/live/load/glimpses.js'
import { drawWorkload } from '../../dist/model/workload.js'
import { readScenario } from '../../dist/scenario/reader.js'
import { meanInterval } from '../../dist/stats/interval.js'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '12' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '5' },
    realtime: { type: 'boolean', default: false },
  },
})
const [pairs, rate, seconds] = [Number(values.pairs), Number(values.rate), Number(values.seconds)]

const [model] = cpus().map(cpu => cpu.model)
console.log(`${model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Node ${process.versions.node}`)
console.log(`a glimpse at ${rate}/s: ${spread(glimpseUs(rate))} us`)

const scenario = scenarioAt(rate)
const [candidate] = parseCandidates('rr', ['embedded'])
const seen = { with: [], without: [] }
for (let pair = 0; pair < pairs; pair++)
  for (const which of pair % 2 === 0 ? ['without', 'with'] : ['with', 'without'])
    seen[which].push(await trial(pair, which === 'with'))
for (const [what, unit] of [
  ['p50', 'ms'],
  ['p99', 'ms'],
  ['overhead', 'ms, mean beyond the ideal time'],
  ['generator', '% of a core in the load generator'],
]) {
  const of = which => seen[which].map(numbers => numbers[what])
  console.log(`${what.padEnd(9)}  without ${spread(of('without'))}, with ${spread(of('with'))} ${unit}`)
  console.log(
    `           with - without, mean and 95 % interval of ${pairs} pairs: ${interval(of('with').map((x, i) => x - of('without')[i]))}`,
  )
}
console.log(`glimpses a trial: ${spread(seen.with.map(({ glimpses }) => glimpses))}`)

/** Both of a pair meet the same requests. */
async function trial(pair, looked) {
  const { warmupMs, durationMs } = scenario.run
  const workload = drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed: pair + 1 })
  let glimpses = 0
  const { record, health } = await embeddedEngine.run(
    {
      ...{ role: 'candidate', scenario, candidate, round: pair, position: 0, attempt: 1, seed: pair + 1 },
      workload: () => workload,
      ...(looked && { glimpse: () => glimpses++ }),
    },
    new AbortController().signal,
  )
  const rows = [...record.dueMs.keys()].filter(row => record.dueMs[row] >= 0)
  const latencies = Float64Array.from(rows, row => record.doneMs[row] - record.dueMs[row]).sort()
  const overheads = rows
    .map(row => record.doneMs[row] - record.dueMs[row] - record.idealMs[row])
    .filter(ms => !Number.isNaN(ms))
  return {
    p50: latencies[Math.floor(latencies.length * 0.5)],
    p99: latencies[Math.floor(latencies.length * 0.99)],
    overhead: overheads.reduce((sum, ms) => sum + ms, 0) / overheads.length,
    generator: health.generatorUtilisation * 100,
    glimpses,
  }
}

function scenarioAt(ratePerSecond) {
  const { scenario: steady } = readScenario('steady', {
    shippedDir: new URL('../../scenarios', import.meta.url).pathname,
  })
  const { traffic, run } = steady
  return {
    ...steady,
    // So many workers that the load stays at 60 %.
    backends: steady.backends.map(spec => ({ ...spec, workers: Math.ceil((spec.workers * ratePerSecond) / 240) })),
    traffic: { ...traffic, load: { ...traffic.load, ratePerSecond } },
    run: { ...run, realtime: values.realtime, warmupMs: 1000, durationMs: seconds * 1000 },
  }
}

/** CPU of a glimpse twice a second, at so many requests a second, in the generator's process: the walk, the answer without sending it. */
function glimpseUs(ratePerSecond) {
  const size = ratePerSecond * 10
  const record = {
    size,
    dueMs: Float64Array.from({ length: size }, (_, row) => (row * 1000) / ratePerSecond),
    doneMs: Float64Array.from({ length: size }, (_, row) => (row * 1000) / ratePerSecond + 20),
    status: new Uint16Array(size),
    backend: Int16Array.from({ length: size }, (_, row) => row % 4),
  }
  const names = ['b1', 'b2', 'b3', 'b4']
  const glimpses = new Glimpses({ record, backendNames: () => names, warmupMs: 1000, durationMs: 10_000 })
  return Array.from({ length: 20 }, (_, i) => {
    const begun = ((i + 1) * size) / 20
    record.status.fill(200, (i * size) / 20, begun)
    const before = process.cpuUsage()
    glimpses.take(begun, (i + 1) * 500)
    const { user, system } = process.cpuUsage(before)
    return user + system
  })
}

function spread(all) {
  const sorted = [...all].sort((a, b) => a - b)
  const at = share => digits(sorted[Math.floor((sorted.length - 1) * share)])
  return `${at(0.5)} [${at(0)}, ${at(1)}]`
}

function interval(all) {
  const { value, low, high } = meanInterval(all)
  return `${digits(value)} [${digits(low)}, ${digits(high)}]`
}

function digits(value) {
  return Number(value.toPrecision(3))
}
