import { readFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import { describeProblems, place } from './describe-problems.js'
import { applyOverrides, type Overrides } from './overrides.js'
import type { Scenario } from './scenario.js'
import { applySettings, type Setting } from './settings.js'
import { shippedFolder, shippedNames } from './shipped.js'
import { toScenario } from './to-scenario.js'
import { readYaml } from './yaml-document.js'

/** How to read a scenario. */
export interface ReadOptions {
  /** Folder of the scenarios that names stand for, where those are not ours. */
  readonly shippedDir?: string | undefined
  /** What relative paths are relative to; the process's own folder where not given. */
  readonly cwd?: string | undefined
  /** Flags that change the scenario, by name (`overrideFlags`), as typed. */
  readonly overrides?: Overrides | undefined
  /** A sentence about what is wrong with a gate; see `Surroundings`. */
  readonly checkGate?: ((text: string, incidents: readonly string[]) => string | undefined) | undefined
  /** Values for keys of the document, put there after the flags. */
  readonly settings?: readonly Setting[] | undefined
}

/** A scenario and where it came from. */
export interface ReadScenario {
  readonly scenario: Scenario
  /** As the user wrote it; for a shipped name, the file's full path. */
  readonly path: string
  readonly text: string
}

/**
 * Reads a scenario by its shipped name ("steady") or path ("./my.yaml": whatever has a slash or ends in .yaml or .yml).
 * @throws LbbenchError SCENARIO with a line a problem, `file:line:col: ...` or `--flag value: ...`; UNKNOWN_NAME
 */
export function readScenario(nameOrPath: string, options: ReadOptions = {}): ReadScenario {
  const path = isPath(nameOrPath) ? nameOrPath : shippedPath(nameOrPath, options.shippedDir)
  const full = resolve(options.cwd ?? '.', path)
  const text = readText(full, path)
  const yaml = readYaml(text)
  if (yaml.mistakes.length > 0)
    throw wrong(yaml.mistakes.map(({ offset, message }) => `${place(path, yaml, offset)}: ${message}`))
  const overridden = applySettings(applyOverrides(yaml.value, options.overrides ?? {}), options.settings ?? [])
  const outcome = toScenario(overridden.document, {
    // A file may be called anything, a scenario only what a folder of reports may be called.
    name:
      basename(path, extname(path))
        .replace(/^\W+/, '')
        .replace(/[^\w.-]+/g, '-')
        .slice(0, 64) || 'scenario',
    read: file => readData(file, dirname(full)),
    // A flag is read where it is typed, a file where it stands.
    resolve: folder =>
      options.overrides?.['backend-kind'] === undefined
        ? resolve(dirname(full), folder)
        : resolve(options.cwd ?? '.', folder),
    checkGate: options.checkGate,
  })
  const problems = 'problems' in outcome ? outcome.problems : []
  const lines = [...overridden.refused, ...describeProblems(problems, { path, yaml, overridden })]
  if (lines.length > 0 || 'problems' in outcome) throw wrong(lines)
  return { scenario: outcome.scenario, path, text }
}

function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath)
}

function shippedPath(name: string, folder = shippedFolder): string {
  const names = shippedNames(folder)
  if (names.includes(name)) return join(folder, `${name}.yaml`)
  const guess = nearest(name, names)
  const hint = `${guess ? `did you mean ${guess}? ` : ''}shipped: ${names.join(', ')}; for a file of your own write ./${name}.yaml`
  throw new LbbenchError('UNKNOWN_NAME', `there is no scenario "${name}"`, hint)
}

function readText(full: string, path: string): string {
  try {
    return readFileSync(full, 'utf8')
  } catch (error) {
    throw new LbbenchError(
      'SCENARIO',
      `cannot read ${path}: ${reason(error)}`,
      'lbbench list scenarios shows the shipped ones',
    )
  }
}

/** Files named in a scenario stand beside it. */
function readData(file: string, folder: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8')
  } catch (error) {
    throw new Error(`cannot read ${file}: ${reason(error)}`)
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  return code === 'EACCES' ? 'permission denied' : message
}

function wrong(lines: readonly string[]): LbbenchError {
  const isInFile = lines.some(line => !line.startsWith('--'))
  const command = lines.some(line => line.startsWith('--vary ')) ? 'sweep' : 'compare'
  const page = lines.every(line => line.includes(': gate "'))
    ? 'docs/gates.md explains gates'
    : 'docs/scenario.md explains every key'
  const hint = isInFile ? page : `lbbench ${command} --help explains every flag`
  return new LbbenchError('SCENARIO', [...new Set(lines)].join('\n'), hint)
}
