import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { modelOf } from './model.js'

const here = path => fileURLToPath(new URL(path, import.meta.url))
const has = program => spawnSync(program, ['--version']).error === undefined
const compiler = process.env.CC ?? 'cc'
const pins = has('taskset') && availableParallelism() >= 2

/**
 * lbbench as its own worker threads run it.
 * @param dist where it was built
 */
export function engine(dist) {
  const [, flag] = /setFlagsFromString\('([^']+)'\)/.exec(readFileSync(`${dist}/virtual/worker.js`, 'utf8')) ?? []
  const flags = flag === undefined ? [] : [flag]
  return ({ strategy, backends, requests }) =>
    run([process.execPath, ...flags, here('measure.js'), dist, strategy, String(backends), String(requests)])
}

/** The C program, compiled into `directory`; undefined where there is no compiler. */
export function lean(directory) {
  if (!has(compiler)) return undefined
  const program = `${directory}/lean`
  // -ffp-contract=off: fused multiplication and addition would round differently.
  const flags = ['-std=c11', '-O2', '-march=native', '-ffp-contract=off', '-Wall', '-Wextra']
  execFileSync(compiler, [...flags, '-o', program, here('lean/main.c'), '-lm'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return job => run([program, ...argumentsOf(job)])
}

/** Debian's SimPy, for Debian's Python; undefined where it is missing. */
export function simpy() {
  const python = '/usr/bin/python3'
  if (spawnSync(python, ['-c', 'import SimPy.Simulation']).status !== 0) return undefined
  return job => run([python, here('simpy_model.py'), ...argumentsOf(job)])
}

/** What is compared, by name and version. */
export function versions() {
  const firstLine = (program, args) => spawnSync(program, args, { encoding: 'utf8' }).stdout?.split('\n')[0] ?? ''
  const simpyVersion = 'import SimPy, sys; print("SimPy", SimPy.__version__, "on Python", sys.version.split()[0])'
  return [
    `Node ${process.version}`,
    firstLine(compiler, ['--version']) || `no C compiler (${compiler}), so nothing is compared with C`,
    firstLine('/usr/bin/python3', ['-c', simpyVersion]) ||
      'no SimPy (Debian: python3-simpy), so nothing is compared with it',
  ]
}

function argumentsOf(job) {
  const { strategy, backends, ratePerSecond, durationMs, meanMs, clients, seed } = modelOf(job)
  return [strategy, backends, ratePerSecond, durationMs, meanMs, clients, job.seed ?? seed].map(String)
}

/** On one core, for it is one core's speed that is asked for; what V8 does in the background shares it. */
function run(command) {
  const [program, ...args] = pins ? ['taskset', '-c', '0', ...command] : command
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}
