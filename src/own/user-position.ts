import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StrategySource } from '../strategies/source.js'
import { originalPosition } from './evaluate.js'

/** The program's own folder: frames in it are ours, not the user's. */
const ours = fileURLToPath(new URL('..', import.meta.url))

/**
 * The innermost line of the user's code that an error came through: "./my-strategy.ts:12:5"; undefined where its stack has
 * none. Files beside the strategy's are named as they would be written beside it.
 */
export function userPosition(error: unknown, source: Pick<StrategySource, 'path' | 'label'>): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  for (const [, file, line, column] of stack.matchAll(frame)) {
    const isNative = file!.startsWith('file:')
    const path = isNative ? fileURLToPath(file!) : file!
    if (!isTheirs(path)) continue
    const ran = { line: Number(line), column: Number(column) }
    const position = (isNative ? undefined : originalPosition(path, ran)) ?? ran
    return `${labelOf(path, source)}:${position.line}:${position.column}`
  }
  return undefined
}

/** `    at Object.pick (/abs/file.ts:19:34)`, `    at file:///abs/file.mjs:1:2`, `    at async fn (...)`. */
const frame = /^ +at (?:.*?\()?((?:file:\/\/)?\/[^():]+|(?:file:\/\/\/)?[A-Za-z]:[^():]+):(\d+):(\d+)\)?$/gm

function isTheirs(path: string): boolean {
  return !path.startsWith(ours) && !path.includes(`${sep}node_modules${sep}`)
}

/** How the user would write the path of a file, from where they wrote the strategy's; a label may go on behind the path ("./x.ts@main"). */
export function labelOf(path: string, { path: own, label }: Pick<StrategySource, 'path' | 'label'>): string {
  if (resolve(path) === own) return label
  const from = label.lastIndexOf(basename(own))
  const behind = from < 0 ? '' : label.slice(from + basename(own).length)
  const written = from < 0 ? label : label.slice(0, from + basename(own).length)
  if (behind === '' && label.startsWith('/')) return path
  return `${dirname(written)}/${relative(dirname(own), path)}${behind}`
}
