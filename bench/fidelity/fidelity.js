// Measures the harness against queueing theory. Build first (npm run build), then: node bench/fidelity/fidelity.js [rounds] [flags]
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

const [rounds = '3', ...flags] = process.argv.slice(2)
const lbbench = new URL('../../bin/lbbench.js', import.meta.url).pathname
const scenario = new URL('./mm1.yaml', import.meta.url).pathname
const out = mkdtempSync(join(tmpdir(), 'lbbench-fidelity-'))
await execa(lbbench, ['compare', scenario, '--strategies', 'random', '--rounds', rounds, '--out', out, ...flags], {
  stderr: 'inherit',
})

// M/M/1 at utilisation 0.6 and 10 ms: time in system is exponential with mean 10 / (1 - 0.6) = 25 ms.
const theory = { mean: 25, p50: 25 * Math.log(2), p90: 25 * Math.log(10), p99: 25 * Math.log(100) }

const rows = readFileSync(join(out, 'requests.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split(','))
const measured = rows.filter(row => Number(row[3]) >= 0)
const byRound = group(measured, row => row[1])

const sides = [
  ['as measured', row => Number(row[5]) - Number(row[3])],
  ['ideal times of the same requests', row => Number(row[11])],
]
for (const [title, latencyOf] of sides) {
  console.log(`\n${title}:`)
  console.log('round     n   mean           p50            p90            p99')
  for (const [round, of] of byRound) print(round, of.map(latencyOf))
  print('all', measured.map(latencyOf))
}
console.log(
  '\nPercentages: against theory. One standard error of a 60 s round is about 3.4 % of the mean and 7 % of the p99.',
)

function print(label, latencies) {
  const sorted = Float64Array.from(latencies).sort()
  const at = p => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]
  const figures = { mean: sorted.reduce((a, b) => a + b, 0) / sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) }
  const cells = Object.entries(figures).map(([name, ms]) =>
    `${ms.toFixed(2)} (${percent(ms / theory[name] - 1)})`.padEnd(14),
  )
  console.log(`${String(label).padEnd(5)} ${String(sorted.length).padStart(6)}  ${cells.join(' ')}`)
}

function percent(share) {
  return `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`
}

function group(items, keyOf) {
  const groups = new Map()
  for (const item of items) {
    const key = keyOf(item)
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key).push(item)
  }
  return groups
}
