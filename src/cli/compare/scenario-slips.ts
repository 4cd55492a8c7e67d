import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { nearest } from '../../nearest.js'
import { resultsFileName } from '../../results/results-file.js'
import { shippedNames } from '../../scenario/shipped.js'
import { strategies } from '../../strategies/index.js'
import type { Io } from '../io.js'

/**
 * Names a scenario cannot have, though people type them: strategies, a run, a folder, a file with nothing in it.
 * @throws LbbenchError USAGE, SCENARIO that says what to type instead
 */
export function checkScenarioName(name: string, { cwd }: Pick<Io, 'cwd'>): void {
  if (areStrategies(name))
    throw new LbbenchError('USAGE', `"${name}" is no scenario, it names strategies`, `lbbench compare -s ${name}`)
  const path = resolve(cwd, name)
  checkFileName(name, path)
  checkNeighbours(name, path)
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) throw isFolder(name, path)
  if (basename(path) === resultsFileName || /"schema": "lbbench\/results@/.test(beginOf(path))) throw isRun(name)
  // A device or a pipe tells its length only when it is read.
  if (statSync(path).isFile() && readFileSync(path, 'utf8').trim() === '')
    throw new LbbenchError('SCENARIO', `${name} is empty`, 'lbbench init writes a scenario to begin with: lbbench.yaml')
}

/** A word without a slash that is no shipped scenario, but nearly a file that is there: "fleet" beside fleet.yaml, or "README.md". */
function checkFileName(name: string, path: string): void {
  if (/[/\\]|\.ya?ml$/.test(name) || shippedNames().includes(name)) return
  const file = ['.yaml', '.yml'].find(ending => existsSync(path + ending))
  if (file !== undefined) {
    const guess = `there is no scenario "${name}"; did you mean ./${name}${file}?`
    throw new LbbenchError(
      'UNKNOWN_NAME',
      guess,
      'a name is that of a shipped scenario; a file of your own has its ending',
    )
  }
  if (!existsSync(path) || !statSync(path).isFile() || basename(path) === resultsFileName) return
  const hint = `a scenario is YAML and its name ends in .yaml; if this one is, write ./${name}`
  throw new LbbenchError('USAGE', `${name} is a file, but by its name no scenario`, hint)
}

/** A scenario of your own that is not there, beside one that is called nearly so: "mine.yml" beside mine.yaml. */
function checkNeighbours(name: string, path: string): void {
  if (!/\.ya?ml$/.test(name) || existsSync(path) || !existsSync(dirname(path))) return
  const there = readdirSync(dirname(path)).filter(file => /\.ya?ml$/.test(file))
  const meant = nearest(basename(path), there)
  if (meant === undefined) return
  const guess = join(dirname(name), meant)
  throw new LbbenchError('SCENARIO', `there is no file ${name}; did you mean ${guess}?`, 'lbbench compare takes a path')
}

function areStrategies(name: string): boolean {
  const known = strategies.flatMap(strategy => [strategy.name, ...(strategy.aliases ?? [])])
  return name.split(',').every(part => known.includes(part.replace(/^\w+:/, '').replace(/\?.*$/, '')))
}

function isFolder(name: string, path: string): LbbenchError {
  if (existsSync(join(path, resultsFileName))) return isRun(name)
  return new LbbenchError('USAGE', `${name} is a folder, not a scenario`, 'name a file in it, e.g. lbbench.yaml')
}

function isRun(name: string): LbbenchError {
  const folder = basename(name) === resultsFileName ? dirname(name) : name
  return new LbbenchError('USAGE', `${name} is a run, not a scenario`, `lbbench report ${folder} shows it again`)
}

const beginOf = (path: string): string => (/\.json$/.test(path) ? readFileSync(path, 'utf8').slice(0, 200) : '')
