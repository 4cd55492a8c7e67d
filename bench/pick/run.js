// What a pick costs, for every strategy: see README.md. Build first (npm run build).
import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    strategies: { type: 'string' },
    sizes: { type: 'string', default: '10,1000,10000' },
    runs: { type: 'string', default: '5' },
    weights: { type: 'boolean', default: false },
  },
})
const { strategies } = await import('../../dist/strategies/index.js')
const names = values.strategies?.split(',') ?? strategies.map(({ name }) => name)
const sizes = values.sizes.split(',').map(Number)
const runs = Number(values.runs)
const measure = fileURLToPath(new URL('./measure.js', import.meta.url))

console.log(
  `${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Node ${process.versions.node}`,
)
console.log(`ns a request (pick, sent, answered): median [min, max] of ${runs} processes`)
console.log(`${'strategy'.padEnd(18)}${sizes.map(size => `${size} backends`.padStart(24)).join('')}`)
for (const name of names) {
  const cells = sizes.map(size => cell(Array.from({ length: runs }, () => once(name, size))))
  console.log(`${name.padEnd(18)}${cells.map(text => text.padStart(24)).join('')}`)
}

/** A process each: what one strategy taught the compiler must not slow the next. */
function once(name, size) {
  return Number(
    execFileSync(process.execPath, [measure, name, String(size), String(values.weights)], { encoding: 'utf8' }),
  )
}

function cell(times) {
  const sorted = times.sort((a, b) => a - b)
  const ns = value => value.toFixed(value < 100 ? 1 : 0)
  return `${ns(sorted[Math.floor(sorted.length / 2)])} [${ns(sorted[0])}, ${ns(sorted.at(-1))}]`
}
