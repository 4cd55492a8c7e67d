// What each engine adds to a request, in one run: see README.md. Build first (npm run build).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { meanInterval } from '../../dist/stats/interval.js'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '300' },
    strategy: { type: 'string', default: 'rr' },
  },
})
const engines = ['embedded', 'nginx', 'haproxy', 'caddy']
const root = fileURLToPath(new URL('../..', import.meta.url))
const page = fileURLToPath(new URL('README.md', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lbbench-bench-engines-'))
const busyBefore = loadavg()[0]

try {
  const results = compare()
  const table = tableOf(requests(), results)
  console.log(table)
  const [before, rest] = readFileSync(page, 'utf8').split('<!-- table -->')
  const after = rest.split('<!-- /table -->')[1]
  writeFileSync(page, `${before}<!-- table -->\n${table}\n<!-- /table -->${after}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function compare() {
  const scenario = join(folder, 'modest.yaml')
  writeFileSync(
    scenario,
    `name: modest
backends: { count: 4, workers: 16, latency: 2ms }
traffic: { rate: ${values.rate}/s, clients: 1000, timeout: 2s }
run: { duration: ${values.seconds}s, warmup: 500ms, rounds: ${values.rounds}, seed: 1 }
`,
  )
  const list = engines.map(engine => `${engine}:${values.strategy}`).join(',')
  const out = join(folder, 'out')
  const args = ['bin/lbbench.js', 'compare', scenario, '--strategies', list, '--no-twin', '--out', out]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  // 4: measured, but the machine was busy; the page says how busy.
  if (status !== 0 && status !== 4) throw new Error(`lbbench ended with ${status}: ${stderr}`)
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
}

/** What each request took beyond the time its backend worked, ms; of a round that was repeated the last attempt. */
function requests() {
  const [head, ...lines] = readFileSync(join(folder, 'out', 'requests.csv'), 'utf8')
    .trimEnd()
    .split('\n')
  const at = Object.fromEntries(head.split(',').map((name, i) => [name, i]))
  const trials = new Map()
  for (const line of lines) {
    const row = line.split(',')
    if (row[at.status] !== '200' || Number(row[at.due_ms]) < 0) continue
    const key = `${row[at.candidate]} ${row[at.round]}`
    const known = trials.get(key)
    const trial = known?.attempt === row[at.attempt] ? known : { attempt: row[at.attempt], overheads: [] }
    trial.overheads.push(row[at.done_ms] - row[at.due_ms] - row[at.ideal_ms])
    trials.set(key, trial)
  }
  return trials
}

function tableOf(trials, results) {
  const [model] = cpus().map(cpu => cpu.model)
  const p50s = engine =>
    Array.from({ length: Number(values.rounds) }, (_, round) =>
      p50(trials.get(`${engine}:${values.strategy} ${round}`).overheads),
    )
  const embedded = p50s('embedded')
  const rows = engines.map(engine => {
    const own = p50s(engine)
    const version = results.candidates.find(({ engine: name }) => name === engine).software?.version ?? ''
    const sorted = own.toSorted((a, b) => a - b)
    const beside = engine === 'embedded' ? '-' : interval(own.map((ms, round) => ms - embedded[round]))
    return `| ${`${engine} ${version}`.trim()} | ${us(middle(sorted))} [${us(sorted[0])}, ${us(sorted.at(-1))}] | ${beside} |`
  })
  return `${model}, ${cpus().length} cores, load ${busyBefore.toFixed(1)} before; Node ${process.versions.node}; ${values.strategy}, ${values.rate}/s, n = ${embedded.length} rounds of ${values.seconds} s.

| engine | p50 overhead, us: median [min, max] of rounds | beside embedded, us: mean of paired differences, 95 % |
|---|---|---|
${rows.join('\n')}
`
}

function p50(overheads) {
  return middle(overheads.toSorted((a, b) => a - b))
}

function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)]
}

function interval(differences) {
  const { value, low, high } = meanInterval(differences)
  return `${us(value)} [${us(low)}, ${us(high)}]`
}

function us(ms) {
  return Number.isFinite(ms) ? Math.round(1000 * ms) : '-'
}
