// Records live A/A rounds, one strategy twice, for replay.js: see README.md. Build first (npm run build).
// May be interrupted at any time, and appends: what is recorded stays, and the next rounds have other seeds.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { cpus, loadavg, release, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  engines,
  parseCandidates,
  planRun,
  readScenario,
  rejection,
  runTrials,
  summariseScenario,
} from '../../dist/index.js'
import { quietMoment } from '../../dist/live/quiet-moment.js'
import { findings } from '../../dist/results/checks.js'
import { measure } from '../../dist/results/measure.js'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '150' },
    out: { type: 'string' },
    scenario: { type: 'string', default: 'steady' },
    strategy: { type: 'string', default: 'rr' },
    duration: { type: 'string' },
    note: { type: 'string', default: '' },
  },
})
if (values.out === undefined) throw new Error('give --out FILE')
const kept = existsSync(values.out) ? readFileSync(values.out, 'utf8').trimEnd().split('\n').length : 0
const { scenario } = readScenario(values.scenario, {
  shippedDir: fileURLToPath(new URL('../../scenarios', import.meta.url)),
  overrides: {
    rounds: values.rounds,
    seed: String(1000 + kept),
    ...(values.duration && { duration: values.duration }),
  },
})
const plan = planRun(
  scenario,
  parseCandidates(
    `${values.strategy},${values.strategy}#2`,
    engines.map(({ name }) => name),
  ),
)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort(new Error('interrupted')))

if (kept === 0) append({ ...head(), recordedAt: new Date().toISOString() })
try {
  await record()
} catch (error) {
  if (!stop.signal.aborted) throw error
}

function head() {
  const { name, hash, durationMs, load } = summariseScenario(scenario)
  const machine = { cpu: cpus()[0].model, cores: cpus().length, os: `${type()} ${release()}`, node: process.version }
  return { scenario: { name, hash, durationMs, load }, strategy: values.strategy, machine, note: values.note }
}

/** A line a round, once both have their last attempt in it. */
async function record() {
  const options = {
    plan,
    engines,
    shadows: { twins: false, ideal: false },
    rejection,
    beforeRepeat: signal => quietMoment(2000, signal),
    starting: () => undefined,
    stopped: ({ reason }) => {
      throw new Error(reason)
    },
    signal: stop.signal,
  }
  let round = []
  for await (const trial of runTrials(options)) {
    if (round[0] !== undefined && round[0].round !== trial.round) {
      flush(round)
      round = []
    }
    round = [...round.filter(({ id }) => id !== trial.candidate), sideOf(trial)]
  }
  flush(round)
}

function sideOf(trial) {
  const measured = measure(trial)
  const invalid = findings(measured).filter(({ level }) => level === 'invalid')
  return {
    id: trial.candidate,
    round: trial.round,
    seed: trial.seed,
    position: trial.position,
    attempt: trial.attempt,
    invalid: invalid.map(({ code }) => code),
    metrics: short(measured.metrics),
    guard: short(measured.guard),
  }
}

/** Six digits: what is beyond is no measurement. */
function short(numbers) {
  const known = Object.entries(numbers).filter(([, value]) => value !== null)
  return Object.fromEntries(known.map(([name, value]) => [name, Number(value.toPrecision(6))]))
}

function flush(sides) {
  if (sides.length < 2) return
  const [{ seed }] = sides
  append({
    at: new Date().toISOString(),
    load: loadavg()[0],
    seed,
    sides: sides.map(({ round: _round, seed: _seed, ...side }) => side),
  })
}

function append(line) {
  appendFileSync(values.out, `${JSON.stringify(line)}\n`)
}
