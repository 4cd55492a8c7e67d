import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { packageRoot } from '../process/tiny-scenario.js'

/** `action.yml`, as far as it is ours. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

export interface Step {
  readonly name?: string
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}

export const textOf = (file: string): string => readFileSync(`${packageRoot}/${file}`, 'utf8')
export const yamlOf = <T>(file: string): T => parse(textOf(file)) as T

const checker = fileURLToPath(new URL('data/check-with-github.mjs', import.meta.url))

/** What GitHub's parser finds wrong in a file, a line each; '' where it finds nothing. */
export function complaints(kind: 'workflow' | 'action', path: string): string {
  return execFileSync(process.execPath, [checker, kind, path], { encoding: 'utf8' })
}
