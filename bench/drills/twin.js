// How well virtual time foretells what a drill will say: see README.md. Build first (npm run build).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    strategies: { type: 'string', default: 'rr,lc' },
    drills: { type: 'string', default: 'checked,crash,freeze,gray,zone-loss,spike' },
  },
})
const root = fileURLToPath(new URL('../..', import.meta.url))
const page = join(root, 'docs', 'drills.md')
const folder = mkdtempSync(join(tmpdir(), 'lbbench-bench-twin-'))
const windowMs = 100

/**
 * Dies under checks, and nothing but its failures tells of it: a machine has to stop for a third of a second to make the slowest
 * answers a tenth slower.
 */
const checked = `name: checked
backends: { count: 4, workers: 200, latency: { uniform: { min: 500ms, max: 3500ms } } }
balancer: { retries: 0, health: { passive: false, active: { interval: 250ms, timeout: 1s, fall: 3, rise: 2 } } }
traffic: { rate: 100, clients: 100, timeout: 8s, sockets: 1024 }
objective: 5s
faults: [{ backends: b4, from: 5s, to: 8s, do: crash }]
run: { duration: 11s, warmup: 4s, seed: 1 }
`

try {
  const busy = loadavg()[0].toFixed(1)
  const rows = values.drills.split(',').flatMap(drill => rowsOf(drill, compare(drill)))
  const machine = `${cpus()[0].model}, ${cpus().length} cores, load ${busy} before and ${loadavg()[0].toFixed(1)} after`
  const table = `${machine}; Node ${process.versions.node}; n = ${values.rounds} rounds of each.

| drill | strategy | detected, s | its twin | apart, windows | recovered, s | its twin | apart, windows |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}`
  console.log(table)
  const [before, rest] = readFileSync(page, 'utf8').split('<!-- twin -->')
  writeFileSync(page, `${before}<!-- twin -->\n${table}\n<!-- /twin -->${rest.split('<!-- /twin -->')[1]}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function compare(drill) {
  const file = join(folder, `${drill}.yaml`)
  if (drill === 'checked') writeFileSync(file, checked)
  const out = join(folder, drill)
  const scenario = drill === 'checked' ? file : drill
  const args = ['compare', scenario, '-s', values.strategies, '--rounds', values.rounds, '--out', out]
  const { status, stderr } = spawnSync(process.execPath, ['bin/lbbench.js', ...args], { cwd: root, encoding: 'utf8' })
  // 4: measured, but the machine was busy; the page says how busy.
  if (status !== 0 && status !== 4) throw new Error(`lbbench ended with ${status}: ${stderr}`)
  console.error(`${drill}: ${status}`)
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
}

function rowsOf(drill, { candidates, warnings }) {
  return candidates.map(({ id, rounds }) => {
    const codes = warnings
      .filter(({ candidate, level }) => candidate === id && level === 'invalid')
      .map(({ code }) => code)
    const trust = codes.length === 0 ? '' : ` (invalid: ${codes.join(', ')})`
    const cells = ['detectionMs', 'recoveryMs'].flatMap(name => cellsOf(rounds, name))
    return `| ${drill} | ${id}${trust} | ${cells.join(' | ')} |`
  })
}

/** Means over rounds; how far live is from its twin, round by round: mean, and the smallest and the largest. */
function cellsOf(rounds, name) {
  const pairs = rounds
    .map(({ incidents: [{ metrics, twin, atLeast }] }) => ({
      live: metrics[name],
      twin: twin[name],
      open: atLeast.includes(name),
    }))
    .filter(({ live, twin }) => live !== null && twin !== null)
  if (pairs.length === 0) return ['-', '-', '-']
  const apart = pairs.map(({ live, twin }) => Math.round((live - twin) / windowMs)).sort((a, b) => a - b)
  const mean = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const seconds = key => (mean(pairs.map(pair => pair[key])) / 1000).toFixed(2)
  const open = pairs.filter(pair => pair.open).length
  const never = open === 0 ? '' : `, at least, in ${open} of ${pairs.length}`
  return [`${seconds('live')}${never}`, seconds('twin'), `${mean(apart).toFixed(1)} (${apart[0]} to ${apart.at(-1)})`]
}
