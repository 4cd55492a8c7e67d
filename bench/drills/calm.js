// How often a fault that does nothing is said to have to be recovered from: see README.md. Build first (npm run build).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drillValues } from '../../dist/drill/drill-values.js'
import { readScenario } from '../../dist/scenario/reader.js'
import { findStrategy } from '../../dist/strategies/index.js'
import { parseOptions } from '../../dist/strategies/options.js'
import { RecordKeeper } from '../../dist/virtual/record-keeper.js'
import { simulateTrial } from '../../dist/virtual/simulate.js'

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '100' },
    before: { type: 'string', default: '5s' },
    duration: { type: 'string', default: '15s' },
    latency: { type: 'string', default: '{ exponential: { mean: 20ms } }' },
  },
})
const trials = Number(values.trials)
const folder = mkdtempSync(join(tmpdir(), 'lbbench-bench-calm-'))

try {
  for (const load of [50, 70, 85]) {
    const scenario = scenarioAt(load)
    for (const strategy of ['rr', 'lc', 'p2c', 'random']) {
      const all = Array.from({ length: trials }, (_, seed) => metricsOf(scenario, strategy, seed + 1))
      const count = name => all.filter(metrics => metrics[name] > 0).length
      console.log(
        `${load} % ${strategy}: recovery above 0 in ${count('recoveryMs')} of ${trials}, hurt in ${count('hurt')}`,
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** A backend that is slower by a millionth from some moment on. */
function scenarioAt(load) {
  const file = join(folder, 'calm.yaml')
  writeFileSync(
    file,
    `backends: { count: 4, workers: 4, latency: ${values.latency} }
traffic: { load: ${load}%, clients: 1000, timeout: 2s }
objective: 250ms
faults: [{ name: nothing, backends: b4, from: ${values.before}, slow: 1.000001x }]
run: { duration: ${values.duration}, warmup: 2s, seed: 7 }
`,
  )
  return readScenario(file, { shippedDir: folder }).scenario
}

function metricsOf(scenario, strategy, seed) {
  const keeper = new RecordKeeper()
  const options = parseOptions(findStrategy(strategy), '')
  const { sight } = simulateTrial({ scenario, strategy, options, seed, observers: [keeper] })
  const { backends, incidents, objectiveMs, run } = scenario
  const head = { role: 'candidate', candidate: strategy, round: 0, attempt: 1, seed, position: 0 }
  const weights = backends.map(({ weight }) => weight)
  const names = backends.map(({ name }) => name)
  const trial = { ...head, durationMs: run.durationMs, weights, backends: names, incidents, objectiveMs }
  return drillValues({ ...trial, record: keeper.record(), sight })[0].metrics
}
