// What gates say of runs that might have been: of recorded rounds, or of made noise. See README.md; build first (npm run build).
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { randomStream } from '../../dist/model/random.js'
import { block, planted, readRecording, resampled } from './draws.js'
import { gated, judged, judgements } from './judged.js'
import { harsher, noisyPairs, usual } from './noise.js'
import { tableOf, version, writePart } from './page.js'
import { shareText } from './share.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5,8,12,16,20' },
    margin: { type: 'string', default: '0.1' },
    seed: { type: 'string', default: '1' },
    /** Name of the part of docs/gate-proof.md to write; nothing is written without. */
    part: { type: 'string' },
  },
})
const runs = Number(values.runs)
const margin = Number(values.margin)
const roundCounts = values.rounds.split(',').map(Number)

const plants = [
  { what: 'same', factor: 1 },
  ...[1.1, 1.2, 1.5].flatMap(factor => ['p99', 'all'].map(what => ({ what, factor }))),
]

const sources = positionals.length > 0 ? positionals.flatMap(recorded) : made()
const rows = sources.flatMap(source =>
  roundCounts.filter(k => k <= source.most).map(k => ({ source, k, tally: tallyOf(source, k) })),
)
const text = [
  caption(),
  sameCode(),
  plantedTable('p99', 'p99 alone is slower'),
  plantedTable('all', 'all latencies are slower'),
  ...(positionals.length > 0 ? [] : [errorTable()]),
].join('\n\n')
console.log(text)
if (values.part !== undefined) writePart(values.part, text)

/** A recording, drawn in two ways, with and without the guard that sets spoiled rounds aside. */
function recorded(file) {
  const { head, rounds, loads } = readRecording(file)
  const unguarded = rounds.map(pair => pair.map(({ metrics }) => ({ metrics })))
  const spoilt = rounds.filter(pair => pair.some(({ invalid }) => invalid.length > 0)).length
  const logs = rounds.map(([a, b]) => Math.log(a.metrics.p99Ms / b.metrics.p99Ms)).filter(Number.isFinite)
  const sd = Math.sqrt(logs.reduce((sum, x) => sum + x * x, 0) / logs.length)
  const { cpu, cores, node } = head.machine
  const about =
    `${basename(file)}: ${rounds.length} rounds of \`${head.strategy}\` against itself on \`${head.scenario.name}\`, recorded ${head.recordedAt.slice(0, 16)}Z` +
    `${head.note === '' ? '' : ` ${head.note}`} (${cpu}, ${cores} cores, Node ${node}; load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}). ` +
    `A round's p99 differs by ${(100 * Math.expm1(sd)).toFixed(1)} % (one standard deviation); in ${spoilt} rounds a side was spoiled, repetition and all.`
  const draw = (name, pairs, how) => ({ name, about, most: rounds.length, draw: (k, random) => how(pairs, k, random) })
  return [
    draw('drawn', rounds, resampled),
    draw('consecutive', rounds, block),
    draw('drawn, no guard', unguarded, resampled),
    draw('consecutive, no guard', unguarded, block),
  ]
}

function made() {
  const source = (name, sigma, model) => ({
    name,
    most: Infinity,
    draw: (k, random) => noisyPairs(k, sigma, model, random),
  })
  return [
    ...[0.03, 0.05, 0.07, 0.1].map(sigma => source(`${Math.round(100 * sigma)} %`, sigma, usual)),
    ...harsher.map(([name, model]) => source(`5 %, ${name}`, 0.05, model)),
  ]
}

/** Outcomes of all plants on the same runs: what differs is the plant. */
function tallyOf({ name, draw }, k) {
  const random = randomStream(Number(values.seed), `${name} ${k}`)
  const tally = new Map()
  for (let i = 0; i < runs; i++) {
    const pairs = draw(k, random)
    for (const { what, factor } of plants) {
      const outcome = judged(planted(pairs, factor, what), margin)
      for (const about of [...gated, 'run']) {
        const key = `${what} ${factor} ${about} ${outcome[about]}`
        tally.set(key, (tally.get(key) ?? 0) + 1)
      }
    }
  }
  return (what, factor, about, judgement) => tally.get(`${what} ${factor} ${about} ${judgement}`) ?? 0
}

function caption() {
  const abouts = [...new Set(sources.map(({ about }) => about).filter(about => about !== undefined))]
  return [
    ...abouts,
    `Judged by ${version()} with the default gates and a margin of ${100 * margin} %; n = ${runs} runs a line, seed ${values.seed}; intervals are Clopper and Pearson's, 95 %.`,
  ].join('\n\n')
}

function sameCode() {
  const head = [
    'same code',
    'rounds',
    ...gated.map(metric => `${metric} fails`),
    ...judgements.map(one => `run: ${one}`),
  ]
  const line = ({ source, k, tally }) => [
    source.name,
    k,
    ...gated.map(metric => shareText(tally('same', 1, metric, 'fail'), runs)),
    ...judgements.map(one =>
      one === 'fail' ? shareText(tally('same', 1, 'run', one), runs) : percent(tally('same', 1, 'run', one)),
    ),
  ]
  return tableOf(head, rows.map(line))
}

/** Caught: the run fails. Missed: it passes. The rest is inconclusive or invalid. */
function plantedTable(what, title) {
  const slower = [1.1, 1.2, 1.5]
  const head = [
    title,
    'rounds',
    ...slower.map(factor => `x ${factor}: caught`),
    ...slower.map(factor => `x ${factor}: missed`),
  ]
  const line = ({ source, k, tally }) => [
    source.name,
    k,
    ...slower.map(factor => shareText(tally(what, factor, 'run', 'fail'), runs)),
    ...slower.map(factor => percent(tally(what, factor, 'run', 'pass'))),
  ]
  return tableOf(head, rows.map(line))
}

function errorTable() {
  const cases = [
    [0, 0],
    [0, 0.005],
    [0.001, 0.001],
    [0.001, 0.003],
    [0.001, 0.006],
    [0.01, 0.01],
    [0.01, 0.02],
  ]
  const lines = cases.flatMap(([errorRate, newErrorRate]) =>
    roundCounts.map(k => {
      const random = randomStream(Number(values.seed), `errors ${errorRate} ${newErrorRate} ${k}`)
      const seen = Array.from(
        { length: runs },
        () => judged(noisyPairs(k, 0.05, { ...usual, errorRate, newErrorRate }, random), margin).errorRate,
      )
      const count = one => seen.filter(judgement => judgement === one).length
      return [
        `${100 * errorRate} % -> ${100 * newErrorRate} %`,
        k,
        shareText(count('fail'), runs),
        percent(count('inconclusive')),
        percent(count('pass')),
      ]
    }),
  )
  return tableOf(['errors of 1,080 requests a round', 'rounds', 'fails', 'inconclusive', 'passes'], lines)
}

function percent(count) {
  return `${((100 * count) / runs).toFixed(count * 10 < runs ? 1 : 0)} %`
}
