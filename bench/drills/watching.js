// What it costs to see what a product does, in pairs with and without: see README.md. Build first (npm run build).
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { parseCandidates } from '../../dist/bench/candidate.js'
import { externalEngine } from '../../dist/live/engines/external/external-engine.js'
import { products } from '../../dist/live/engines/external/products.js'
import { drawWorkload } from '../../dist/model/workload.js'
import { readScenario } from '../../dist/scenario/reader.js'
import { meanInterval } from '../../dist/stats/interval.js'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '1.5' },
    rate: { type: 'string', default: '400' },
  },
})
const names = ['nginx', 'haproxy', 'caddy']
const scenario = scenarioOf()
const [model] = cpus().map(cpu => cpu.model)
console.log(`${model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} before; Node ${process.versions.node}`)
for (const name of names) {
  const [p50, cpu] = [[], []]
  await trial(name, false, 0)
  for (let pair = 1; pair <= Number(values.pairs); pair++) {
    const seen = {}
    for (const watched of pair % 2 === 0 ? [true, false] : [false, true])
      seen[watched] = await trial(name, watched, pair)
    p50.push(1000 * (seen.true.p50 - seen.false.p50))
    cpu.push(1e6 * (seen.true.cpu - seen.false.cpu))
  }
  console.log(`${name}: p50 ${interval(p50)} us, CPU ${interval(cpu)} us a request, n = ${values.pairs} pairs`)
}

function scenarioOf() {
  const { scenario: steady } = readScenario('steady', {
    shippedDir: new URL('../../scenarios', import.meta.url).pathname,
  })
  const backends = steady.backends.map(each => ({ ...each, workers: 16, latency: { kind: 'constant', valueMs: 2 } }))
  const traffic = { ...steady.traffic, load: { ...steady.traffic.load, ratePerSecond: Number(values.rate) } }
  return { ...steady, backends, traffic, run: { ...steady.run, durationMs: 1000 * values.seconds, warmupMs: 300 } }
}

/** Medians of a trial with nothing that befalls it, ms, and seconds of the product's CPU a request. */
async function trial(name, watched, seed) {
  const [candidate] = parseCandidates(`${name}:rr`, names)
  const { traffic, run } = scenario
  const workload = drawWorkload({ traffic, warmupMs: run.warmupMs, durationMs: run.durationMs, seed })
  const plan = { role: 'candidate', scenario: { ...scenario, ...(watched && { incidents: [] }) }, candidate, seed }
  const trialPlan = { ...plan, round: 0, position: 0, attempt: 1, workload: () => workload }
  const engine = externalEngine(products.find(product => product.name === name))
  const { record, health } = await engine.run(trialPlan, new AbortController().signal)
  const latencies = [...record.dueMs.keys()]
    .filter(row => record.dueMs[row] >= 0)
    .map(row => record.doneMs[row] - record.dueMs[row])
    .sort((a, b) => a - b)
  return {
    p50: latencies[Math.floor(latencies.length / 2)],
    cpu: (health.balancerUtilisation * (run.durationMs / 1000)) / latencies.length,
  }
}

function interval(differences) {
  const { value, low, high } = meanInterval(differences)
  return `${value.toFixed(0)} [${low.toFixed(0)}, ${high.toFixed(0)}]`
}
