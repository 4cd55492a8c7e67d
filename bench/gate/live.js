// Whole live runs of `lbbench compare --against`, of the same code and of planted flaws: what each ends with. See README.md; build first.
// May be interrupted at any time, and appends; with --runs 0 it only writes the page.
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tableOf, version, writePart } from './page.js'
import { shareText } from './share.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '30' },
    /** Names of `pairs`, below. */
    plants: { type: 'string', default: 'same' },
    scenario: { type: 'string', default: 'steady' },
    out: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
if (values.out === undefined) throw new Error('give --out FILE; whatever follows -- goes to compare')

const root = fileURLToPath(new URL('../..', import.meta.url))
const flaw = name => `./examples/planted-flaw/${name}.ts`
const leaning = share => `./bench/gate/leaning.js?lean=${share}`
/** [new, old, gates besides the default ones] */
const pairs = {
  same: ['rr#new', 'rr'],
  flawed: [flaw('flawed'), flaw('good'), `${flaw('flawed')}.maxOverMean <= 1.01 * ${flaw('good')}.maxOverMean`],
  lean12: [leaning(0.125), leaning(0)],
  lean25: [leaning(0.25), leaning(0)],
  random: ['random', 'rr'],
}
const statuses = { 0: 'pass', 1: 'fail', 2: 'refused', 3: 'not measured', 4: 'inconclusive or invalid' }

for (let run = 0; run < Number(values.runs); run++) {
  for (const plant of values.plants.split(',')) runOnce(plant)
}
const text = report()
console.log(text)
if (values.write) writePart('live', text)

function runOnce(plant) {
  const [candidate, against, gate] = pairs[plant]
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-gate-live-'))
  const seed = 5000 + recorded().length
  const load = loadavg()[0]
  const startedMs = performance.now()
  try {
    const what = [
      'compare',
      values.scenario,
      '-s',
      candidate,
      '--against',
      against,
      '--seed',
      String(seed),
      '--no-twin',
      ...(gate === undefined ? [] : ['--gate', gate]),
    ]
    const { status, stderr } = spawnSync(process.execPath, ['bin/lbbench.js', ...what, '-o', folder, ...positionals], {
      cwd: root,
      encoding: 'utf8',
    })
    if (!existsSync(join(folder, 'results.json'))) throw new Error(`status ${status}: ${stderr}`)
    const { verdicts, rounds, environment } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))
    const seconds = Math.round((performance.now() - startedMs) / 1000)
    const outcomes = verdicts.map(({ gate, judgement, evidence }) => ({
      gate: /\.(\w+) [<>]/.exec(gate)?.[1] ?? gate,
      judgement,
      value: evidence === null ? null : Number(evidence.estimate.value.toPrecision(4)),
    }))
    const line = {
      at: environment.startedAt,
      plant,
      version: version(),
      seed,
      rounds: rounds.done,
      seconds,
      load,
      status,
      outcomes,
    }
    appendFileSync(values.out, `${JSON.stringify(line)}\n`)
    console.log(`${plant}: ${statuses[status] ?? status}, ${seconds} s, load ${load.toFixed(1)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function recorded() {
  if (!existsSync(values.out)) return []
  return readFileSync(values.out, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

function report() {
  const all = recorded()
  const rows = Object.keys(pairs).flatMap(plant => {
    const runs = all.filter(one => one.plant === plant)
    if (runs.length === 0) return []
    const count = status => runs.filter(one => one.status === status).length
    const failed = runs.flatMap(({ outcomes }) => outcomes.filter(({ judgement }) => judgement === 'fail'))
    const by = [...new Set(failed.map(({ gate }) => gate))].map(
      gate => `${gate} ${failed.filter(one => one.gate === gate).length}`,
    )
    const invalid = runs.filter(({ outcomes }) => outcomes.some(({ judgement }) => judgement === 'invalid')).length
    const median = name => [...runs].sort((a, b) => a[name] - b[name])[Math.floor(runs.length / 2)][name]
    return [
      [
        `\`${pairs[plant].slice(0, 2).join(' --against ')}\`${pairs[plant][2] ? ', with a gate on `maxOverMean`' : ''}`,
        runs.length,
        shareText(count(1), runs.length),
        count(0),
        count(4) - invalid,
        invalid,
        by.join(', ') || '-',
        `${median('rounds')} rounds, ${median('seconds')} s`,
        `${Math.min(...runs.map(({ load }) => load)).toFixed(1)} to ${Math.max(...runs.map(({ load }) => load)).toFixed(1)}`,
      ],
    ]
  })
  const versions = [...new Set(all.map(({ version }) => version))].join(', ')
  const [first, last] = [all[0]?.at.slice(0, 16), all.at(-1)?.at.slice(0, 16)]
  const caption = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node}; ${first}Z to ${last}Z, lbbench ${versions}; scenario \`${values.scenario}\`.`
  const head = [
    '-s',
    'runs',
    'fail',
    'pass',
    'inconclusive',
    'invalid',
    'failed by',
    'median run',
    'load average before',
  ]
  return `${caption}\n\n${tableOf(head, rows)}`
}
