// What the defaults of nginx, HAProxy and Caddy do in three drills: see README.md. Build first (npm run build).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    kind: { type: 'string', default: 'gunicorn' },
    rate: { type: 'string', default: '60' },
    drills: { type: 'string', default: 'crash,freeze,rolling-deploy' },
  },
})
const root = fileURLToPath(new URL('../..', import.meta.url))
const page = join(root, 'docs', 'drills-engines.md')
const folder = mkdtempSync(join(tmpdir(), 'lbbench-bench-drills-'))

/** What each does where nobody tells it otherwise; HAProxy checks servers only where it is told to, and then so. */
const products = {
  nginx: 'health: nginx, retries: nginx',
  haproxy: 'health: haproxy, retries: haproxy',
  caddy: 'health: none, retries: none',
}
const drills = {
  crash: { seconds: 20, fault: '{ backends: b4, from: 6s, to: 13s, do: crash }' },
  freeze: { seconds: 24, fault: '{ backends: b4, from: 6s, to: 19s, do: freeze }' },
  'rolling-deploy': {
    seconds: 15,
    fault: '{ backends: all, from: 6s, to: 13s, deploy: { drain: 500ms, down: 300ms, wait: 500ms } }',
  },
}

try {
  for (const drill of values.drills.split(',')) {
    const busy = loadavg()[0].toFixed(1)
    const rows = Object.keys(products).map(product => rowOf(product, compare(drill, product)))
    const table = tableOf(busy, rows)
    console.log(`${drill}\n${table}`)
    const [before, rest] = readFileSync(page, 'utf8').split(`<!-- ${drill} -->`)
    const after = rest.split(`<!-- /${drill} -->`)[1]
    writeFileSync(page, `${before}<!-- ${drill} -->\n${table}\n<!-- /${drill} -->${after}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function compare(drill, product) {
  const scenario = join(folder, `${drill}-${product}.yaml`)
  writeFileSync(
    scenario,
    `name: ${drill}
backends: { count: 4, workers: 2, latency: 20ms }
traffic: { rate: ${values.rate}/s, clients: 200, timeout: 2s }
objective: 500ms
faults: [${drills[drill].fault}]
run: { duration: ${drills[drill].seconds}s, warmup: 1s, rounds: ${values.rounds}, seed: 1 }
balancer: { ${products[product]} }
`,
  )
  const out = join(folder, `${drill}-${product}`)
  const args = ['bin/lbbench.js', 'compare', scenario, '--strategies', `${product}:rr`, '--no-twin', '--out', out]
  const options = { cwd: root, encoding: 'utf8' }
  const { status, stderr } = spawnSync(process.execPath, [...args, '--backend-kind', values.kind], options)
  // 4: measured, but the machine was busy; the page says how busy.
  if (status !== 0 && status !== 4) throw new Error(`lbbench ended with ${status}: ${stderr}`)
  console.error(`${drill} ${product}: ${status}`)
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
}

function tableOf(busy, rows) {
  const [model] = cpus().map(cpu => cpu.model)
  const machine = `${model}, ${cpus().length} cores, load ${busy} before and ${loadavg()[0].toFixed(1)} after`
  return `${machine}; Node ${process.versions.node}; ${values.kind}; n = ${values.rounds} rounds.

| product | detected, s | recovered, s | requests hurt | clients hurt | ejected wrongly | overshoot | of requests, in all rounds |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}`
}

function rowOf(product, { candidates: [{ software, incidents, errors }] }) {
  const [{ metrics, atLeast }] = incidents
  const cells = [
    `${product} ${software.version}`,
    ...['detectionMs', 'recoveryMs'].map(name => cell(metrics[name], ms => (ms / 1000).toFixed(1), atLeast[name])),
    cell(metrics.hurt, count => count.toFixed(0)),
    cell(metrics.clientsHurt, share => `${(100 * share).toFixed(0)} %`),
    cell(metrics.wrongEjections, count => count.toFixed(1)),
    cell(metrics.overshoot, index => `${index.toFixed(1)}x`),
    Object.entries(errors)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ') || 'all answered',
  ]
  return `| ${cells.join(' | ')} |`
}

/** Mean and interval over rounds; how many of them waited in vain. */
function cell(estimate, text, inVain = 0) {
  if (estimate === null || estimate === undefined) return '-'
  const { value, low, high, n } = estimate
  const interval = low === null ? '' : ` [${text(low)}, ${text(high)}]`
  return `${text(value)}${interval}${inVain === 0 ? '' : `, at least, in ${inVain} of ${n}`}`
}
