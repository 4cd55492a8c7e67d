/**
 * One measurement of lbbench, in a process of its own: node measure.js DIST STRATEGY BACKENDS REQUESTS, where STRATEGY may
 * have options (`ewma?choices=0`). Prints JSON with the fields of the C program.
 */
import { modelOf, scenarioOf } from './model.js'

const [dist, candidate, backends, requests] = process.argv.slice(2)
const { simulate } = await import(`${dist}/virtual/simulate.js`)
const { findStrategy } = await import(`${dist}/strategies/index.js`)
const { parseOptions } = await import(`${dist}/strategies/options.js`)

const [strategy, query = ''] = candidate.split('?')
const options = strategy === 'ideal' ? {} : parseOptions(findStrategy(strategy), query)
const model = modelOf({ strategy, backends: Number(backends), requests: Number(requests) })
const marks = { first: undefined, warm: undefined, warmRows: 0 }
const warmFrom = Number(requests) / 5
const tally = simulate({
  scenario: scenarioOf(model),
  strategy,
  options,
  seed: model.seed,
  pace: {
    reached(_nowMs, rows) {
      marks.first ??= cpuMs()
      if (marks.warm !== undefined || rows < warmFrom) return
      marks.warm = cpuMs()
      marks.warmRows = rows
    },
  },
})
const endMs = cpuMs()

console.log(
  JSON.stringify({
    cpuMs: endMs - marks.first,
    /** Without the first fifth, in which V8 still compiles and memory is still cold. */
    steadyNs: ((endMs - marks.warm) * 1e6) / (tally.requests - marks.warmRows),
    rssKb: process.resourceUsage().maxRSS,
    requests: tally.requests,
    sumMs: tally.latency.sum,
    maxMs: tally.latency.max,
    busyMs: tally.busyMs.reduce((sum, ms) => sum + ms, 0),
    stayed: tally.stayed,
    moved: tally.moved,
    checksum: checksum([tally.latency.counts, tally.perBackend]),
  }),
)

/** Of all threads: what V8 compiles and clears up in the background counts. */
function cpuMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** FNV-1a over whole numbers, as the C program. */
function checksum(columns) {
  let hash = 0x811c9dc5
  for (const column of columns) for (const count of column) hash = Math.imul(hash ^ count, 0x01000193)
  return hash >>> 0
}
