import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import { describeProblems, place } from '../describe-problems.js'
import { readYaml } from '../yaml-document.js'
import type { BackendKind } from './kind.js'
import { isKindPath, simulatedKind } from './kind-path.js'
import { toKinds } from './to-kinds.js'

/**
 * A kind by its shipped name ("gunicorn") or by its folder ("./my-app", of several variants "./my-app:gunicorn").
 * @param shippedDir folder of the folders that are shipped
 * @throws LbbenchError UNKNOWN_NAME; SCENARIO with a line a problem, `file:line:col: ...`
 */
export function readKind(nameOrPath: string, shippedDir: string): BackendKind {
  return isKindPath(nameOrPath) ? kindAt(nameOrPath) : shippedKind(nameOrPath, shippedDir)
}

/** Every kind that is shipped, by folder. @throws as `readKind` */
export function listKinds(shippedDir: string): BackendKind[] {
  return readdirSync(shippedDir, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(shippedDir, entry.name, fileName)))
    .flatMap(entry => readFolder(join(shippedDir, entry.name)))
}

const fileName = 'backend.yaml'

function shippedKind(name: string, shippedDir: string): BackendKind {
  const kinds = listKinds(shippedDir)
  const kind = kinds.find(each => each.name === name)
  if (kind !== undefined) return kind
  const names = [simulatedKind, ...kinds.map(each => each.name)]
  throw new LbbenchError(
    'UNKNOWN_NAME',
    `there is no backend kind "${name}"${didYouMean(name, names)}`,
    `shipped: ${names.join(', ')}; for a folder of your own write ./${name}`,
  )
}

function kindAt(path: string): BackendKind {
  const [, folder, variant] = /^(.*?)(?::([\w.-]+))?$/.exec(path)!
  const kinds = readFolder(folder!)
  const names = kinds.map(each => each.name)
  if (variant === undefined && kinds.length === 1) return kinds[0]!
  const kind = kinds.find(each => each.name === variant)
  if (kind !== undefined) return kind
  const said =
    variant === undefined ? 'it has several, say which' : `it has no "${variant}"${didYouMean(variant, names)}`
  throw new LbbenchError(
    'UNKNOWN_NAME',
    `${shown(folder!)} is a folder of backends, and ${said}`,
    `write ${names.map(each => `${shown(folder!)}:${each}`).join(' or ')}`,
  )
}

function readFolder(folder: string): readonly BackendKind[] {
  const path = shown(join(folder, fileName))
  const yaml = readYaml(textOf(folder, path), { thing: 'a backend', keys: '"name", "description" and "command"' })
  if (yaml.mistakes.length > 0)
    throw wrong(yaml.mistakes.map(({ offset, message }) => `${place(path, yaml, offset)}: ${message}`))
  const outcome = toKinds(yaml.value, folder)
  if ('kinds' in outcome) return outcome.kinds
  const overridden = { document: yaml.value, flagAt: () => undefined, refused: [] }
  throw wrong(describeProblems(outcome.problems, { path, yaml, overridden }))
}

function textOf(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, fileName), 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : message
    throw new LbbenchError(
      'SCENARIO',
      `cannot read ${path}: ${why}`,
      'a backend is a folder with backend.yaml; docs/backends.md',
    )
  }
}

/** As the user knows it: from where they are, unless that is far away. */
function shown(path: string): string {
  const from = relative('.', path)
  return from.startsWith('..') ? path : `./${from}`
}

function wrong(lines: readonly string[]): LbbenchError {
  return new LbbenchError('SCENARIO', [...new Set(lines)].join('\n'), 'docs/backends.md explains every key')
}
