// The speed of the virtual engine beside a C program and SimPy: see README.md. Build first (npm run build).
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { engine, lean, simpy, versions } from './contestants.js'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '5e6' },
    pairs: { type: 'string', default: '5' },
    'simpy-requests': { type: 'string', default: '1e5' },
    parts: { type: 'string', default: 'pairs,memory,growth' },
    dist: { type: 'string', default: fileURLToPath(new URL('../../dist', import.meta.url)) },
  },
})
const requests = Number(values.requests)
const pairs = Number(values.pairs)
const sizes = [10, 100, 1000, 10_000, 100_000]

/** nginx's ip_hash tells 6271 hashes apart: of more backends the rest is idle, and these cannot bear it. */
const largest = { iphash: 10_000 }

/** What the C program does as well. */
const inC = ['rr', 'p2c', 'lc', 'ewma', 'chash']

const parts = { pairs: comparePairs, memory: showMemory, growth: showGrowth }
const root = mkdtempSync(`${tmpdir()}/lbbench-virtual-`)
try {
  const contestants = { lbbench: engine(values.dist), c: lean(root), simpy: simpy() }
  console.log(`${cpus()[0].model}, ${cpus().length} cores; ${versions().join('; ')}`)
  for (const part of values.parts.split(',')) {
    const busyCores = othersOnTheMachine()
    parts[part](contestants)
    console.log(`machine meanwhile: ${busyCores()}\n`)
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}

/** In turns, the other way round every second time, so that drift hits all alike. */
function comparePairs(contestants) {
  console.log(`M requests/s of CPU time: best, median; ratios by pair: median [min, max]; n = ${pairs} pairs`)
  for (const strategy of inC) for (const backends of [10, 10_000]) compare(contestants, strategy, backends)
}

function compare(contestants, strategy, backends) {
  const entrants = entrantsFor(contestants, strategy, backends)
  const results = entrants.map(() => [])
  for (let pair = 0; pair < pairs; pair++) {
    const order = entrants.map((_, i) => (pair % 2 === 0 ? i : entrants.length - 1 - i))
    for (const i of order) results[i].push(entrants[i].run(pair))
  }
  console.log(`${strategy}, ${backends} backends`)
  const own = results[0].map(perSecond)
  entrants.forEach(({ name }, i) => {
    const rates = results[i].map(perSecond)
    const speed = `${(Math.max(...rates) / 1e6).toFixed(3)}, ${(median(rates) / 1e6).toFixed(3)}`
    const ratio =
      i === 0
        ? `once warm ${warmest(results[0])}`
        : `lbbench / this ${spread(own.map((rate, pair) => rate / rates[pair]))}`
    console.log(`  ${name.padEnd(26)} ${speed.padEnd(16)} ${ratio}`.trimEnd())
  })
  for (const { check } of entrants) check?.(results)
}

/** The best rate without the first fifth of the requests, in which V8 still compiles. */
function warmest(results) {
  return (1000 / Math.min(...results.map(({ steadyNs }) => steadyNs))).toFixed(3)
}

/** lbbench first; `check` looks at the results of all, in this order. */
function entrantsFor({ lbbench, c, simpy: ofSimpy }, strategy, backends) {
  const job = { strategy, backends, requests }
  const entrants = [{ name: 'lbbench', run: () => lbbench(job) }]
  if (c) entrants.push({ name: 'C', run: () => c(job), check: mustBeIdentical })
  if (c && strategy === 'lc') {
    entrants.push({ name: 'C, ties at random', run: () => c({ ...job, strategy: 'lc-random' }) })
  }
  if (ofSimpy && ['rr', 'p2c', 'lc'].includes(strategy)) {
    const fewer = { ...job, requests: Number(values['simpy-requests']) }
    const check = results => mustAgree(lbbench(fewer), results.at(-1))
    entrants.push({ name: 'SimPy', run: pair => ofSimpy({ ...fewer, seed: pair + 1 }), check })
  }
  return entrants
}

/** The C program is an oracle, too: independent code, the same streams of chance. */
function mustBeIdentical([own, ofC]) {
  const facts = ['requests', 'sumMs', 'maxMs', 'busyMs', 'stayed', 'moved', 'checksum']
  const different = facts.filter(fact => own.some((result, i) => result[fact] !== ofC[i][fact]))
  if (different.length === 0) {
    console.log(`  C and lbbench agree to the last bit: mean ${own[0].sumMs / own[0].requests} ms`)
    return
  }
  process.exitCode = 1
  const sides = different.map(fact => `${fact} ${own[0][fact]} and ${ofC[0][fact]}`)
  console.log(`  WRONG: C and lbbench differ: ${sides.join(', ')}`)
}

/** SimPy has chance of its own: within four standard errors, from batch means, of both. */
function mustAgree(own, ofSimpy) {
  const mean = own.sumMs / own.requests
  const theirs = sum(ofSimpy.map(({ sumMs, requests: n }) => sumMs / n)) / ofSimpy.length
  const errorMs = Math.sqrt(sum(ofSimpy.map(result => result.standardErrorMs ** 2)) / ofSimpy.length)
  const allowedMs = 4 * errorMs * Math.sqrt(1 + 1 / ofSimpy.length)
  const agrees = Math.abs(mean - theirs) <= allowedMs
  if (!agrees) process.exitCode = 1
  const gap = `mean ${theirs.toFixed(3)} ms, lbbench ${mean.toFixed(3)} ms with as many requests`
  console.log(
    `  ${agrees ? '' : 'WRONG: '}SimPy: ${gap}; apart ${(theirs - mean).toFixed(3)}, allowed ${allowedMs.toFixed(3)}`,
  )
}

/** Peak resident memory must not depend on the number of requests. */
function showMemory({ lbbench }) {
  console.log('peak memory (RSS) in MB at 1 and 10 million requests, p2c')
  for (const backends of [10, 10_000]) {
    const megabytes = [1e6, 1e7].map(count => lbbench({ strategy: 'p2c', backends, requests: count }).rssKb / 1000)
    console.log(`  ${String(backends).padStart(6)} backends: ${megabytes.map(mb => mb.toFixed(1)).join(' and ')}`)
  }
}

function showGrowth({ lbbench, c }) {
  const growthOfLog = Math.log(sizes.at(-1)) / Math.log(sizes[0])
  console.log('ns of CPU time a request, without the first fifth of them, by number of backends; best of 2')
  console.log(
    `strategy         ${sizes.map(size => String(size).padStart(8)).join('')}   times (log N: ${growthOfLog})`,
  )
  const candidates = ['rr', 'random', 'lc', 'p2c', 'ewma', 'ewma?choices=0', 'iphash', 'chash', 'ideal']
  for (const strategy of candidates) {
    growthOf(strategy, job => lbbench({ strategy, ...job }).steadyNs)
    if (c && inC.includes(strategy)) growthOf(`  in C`, job => 1e9 / perSecond(c({ strategy, ...job })))
  }
}

function growthOf(title, costNs) {
  const fitting = sizes.filter(size => size <= (largest[title] ?? Infinity))
  const costs = fitting.map(backends => {
    const job = { backends, requests: Math.max(1e6, 20 * backends) }
    return Math.min(costNs(job), costNs(job))
  })
  const row = costs.map(ns => ns.toFixed(0).padStart(8)).join('')
  console.log(`${title.padEnd(16)} ${row.padEnd(8 * sizes.length)}   ${(costs.at(-1) / costs[0]).toFixed(1)}`)
}

/** How many cores were busy, this bench included: about one is its own. */
function othersOnTheMachine() {
  const before = cpuTimes()
  return () => {
    const after = cpuTimes()
    const busy = (cpus().length * (after.busy - before.busy)) / (after.all - before.all)
    return `${busy.toFixed(2)} of ${cpus().length} cores busy (one is this bench's own), load average ${loadavg()[0].toFixed(1)}`
  }
}

function cpuTimes() {
  const all = sum(cpus().flatMap(({ times }) => Object.values(times)))
  return { all, busy: all - sum(cpus().map(({ times }) => times.idle)) }
}

function perSecond({ cpuMs, requests: count }) {
  return (count * 1000) / cpuMs
}

function spread(numbers) {
  return `${median(numbers).toPrecision(3)} [${Math.min(...numbers).toPrecision(3)}, ${Math.max(...numbers).toPrecision(3)}]`
}

function median(numbers) {
  const sorted = [...numbers].sort((x, y) => x - y)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
