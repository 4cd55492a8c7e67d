// docs/fidelity.md from the trials: what stands between the marks is made, what stands around them is written by hand.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

const begin = '<!-- begin measured: made by `node bench/fidelity/servers.js` -->'
const end = '<!-- end measured -->'

export function writePage(path, { trials, servers, loads, aim, realtime }) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : `# Fidelity\n\n${begin}\n${end}\n`
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))]
  const cells = servers
    .flatMap(server => loads.map(load => cellOf(trials, server, load)))
    .filter(cell => cell !== undefined)
  const made = [...conditions(trials, realtime), '', ...table(cells, aim), '', ...conclusion(cells, aim)]
  writeFileSync(path, `${before}${begin}\n\n${made.join('\n')}\n\n${after}`)
}

/** All rounds of one server at one load, both sides, request by request. */
function cellOf(trials, server, load) {
  const of = side => trials.filter(trial => trial.server === server.id && trial.load === load && trial.side === side)
  const pairs = of('simulated').flatMap(simulated => {
    const real = of('real').find(trial => trial.round === simulated.round)
    return real === undefined ? [] : [{ simulated, real }]
  })
  if (pairs.length === 0) return undefined
  // Blocks of half a second: neighbours in a queue are no independent samples, so blocks are drawn and not requests.
  const blocks = pairs.flatMap(pair => blocksOf(pair))
  const requests = blocks.flat()
  const failed = pairs.reduce((sum, { simulated, real }) => sum + simulated.failed + real.failed, 0)
  return {
    server,
    load,
    n: requests.length,
    failed,
    p50: compared(blocks, 0.5),
    p99: requests.length < 1000 ? undefined : compared(blocks, 0.99),
  }
}

function blocksOf({ simulated, real }) {
  const blocks = new Map()
  for (const [i, ms] of simulated.latencyMs.entries()) {
    if (ms === null || real.latencyMs[i] === null || real.latencyMs[i] === undefined) continue
    const block = Math.floor(simulated.dueMs[i] / 500)
    if (!blocks.has(block)) blocks.set(block, [])
    blocks.get(block).push([ms, real.latencyMs[i]])
  }
  return [...blocks.values()]
}

/** Both quantiles, their ratio, and its 95 % interval: bootstrap over blocks. */
function compared(blocks, share) {
  const ratioOf = some => {
    const requests = some.flat()
    const [simulated, real] = [0, 1].map(side =>
      quantile(
        requests.map(pair => pair[side]),
        share,
      ),
    )
    return { simulated, real, ratio: real / simulated }
  }
  const random = mulberry32(1)
  const ratios = Array.from(
    { length: 400 },
    () => ratioOf(Array.from(blocks, () => blocks[Math.floor(random() * blocks.length)])).ratio,
  ).sort((a, b) => a - b)
  return { ...ratioOf(blocks), low: ratios[10], high: ratios[389] }
}

function conditions(trials, realtime) {
  const known = trials
    .filter(trial => trial.foreignCores !== null)
    .map(trial => trial.foreignCores)
    .sort((a, b) => a - b)
  const late = trials.map(trial => trial.late99Ms).sort((a, b) => a - b)
  return [
    `Measured on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}${realtime ? ', all programs under real-time scheduling' : ''}.`,
    `Other programs used ${fixed(quantile(known, 0.5))} cores in the median trial and ${fixed(known.at(-1) ?? Number.NaN)} in the worst; requests went out late by`,
    `${fixed(quantile(late, 0.5))} ms at p99 in the median trial and by ${fixed(late.at(-1))} ms in the worst.`,
  ]
}

function table(cells, aim) {
  return [
    '| server | load | n | p50 sim | p50 real | real/sim [95 %] | p99 sim | p99 real | real/sim [95 %] |',
    '|---|---|---|---|---|---|---|---|---|',
    ...cells.map(({ server, load, n, failed, p50, p99 }) => {
      const requests = failed === 0 ? `${n}` : `${n} (${failed} failed)`
      return `| ${server.title} | ${load} % | ${requests} | ${columns(p50, aim.p50)} | ${columns(p99, aim.p99)} |`
    }),
  ]
}

function columns(figure, limit) {
  if (figure === undefined) return 'too few | too few | '
  const { simulated, real, ratio, low, high } = figure
  const mark = Math.abs(ratio - 1) <= limit ? '' : low - 1 > limit || 1 - high > limit ? ' **beyond**' : ' (beyond)'
  return `${simulated.toFixed(1)} | ${real.toFixed(1)} | ${ratio.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]${mark}`
}

function conclusion(cells, aim) {
  return ['p50', 'p99'].map(name => {
    const judged = cells.filter(cell => cell[name] !== undefined && !cell.server.kind.includes('gthread'))
    const within = judged.filter(cell => Math.abs(cell[name].ratio - 1) <= aim[name])
    return `- ${name}: ${within.length} of ${judged.length} cells of sync workers and uWSGI within ${aim[name] * 100} %.`
  })
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

function fixed(number) {
  return number === undefined || Number.isNaN(number) ? 'an unknown number of' : number.toFixed(2)
}

/** Small seeded generator, Tommy Ettinger 2017, public domain: the page is the same for the same trials. */
function mulberry32(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
