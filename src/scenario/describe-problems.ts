import type { Overridden } from './overrides.js'
import { type Problem, valueAt } from './problems.js'
import type { YamlText } from './yaml-document.js'

/** Where problems are shown to stand. */
export interface Source {
  /** As the user knows the file. */
  readonly path: string
  readonly yaml: YamlText
  readonly overridden: Overridden
}

/** A line a problem: `--flag value: what was expected`, then down the file `path:line:col: what was found, what expected`. */
export function describeProblems(problems: readonly Problem[], { path, yaml, overridden }: Source): string[] {
  return problems
    .map(problem => {
      const flag = overridden.flagAt(problem.path)
      if (flag !== undefined) return { offset: -1, line: `${flag}: ${problem.message}` }
      const offset = yaml.offsetOf(problem.path, problem.at)
      return { offset, line: `${place(path, yaml, offset)}: ${found(problem, overridden.document)}${problem.message}` }
    })
    .sort((a, b) => a.offset - b.offset)
    .map(({ line }) => line)
}

/** "path:line:col", counted from 1. */
export function place(path: string, yaml: YamlText, offset: number): string {
  const { line, col } = yaml.lineAndColumn(offset)
  return `${path}:${line}:${col}`
}

/** "expected a rate such as 400/s" says too little without what stands there. */
function found({ path, message, at }: Problem, document: unknown): string {
  if (!message.startsWith('expected')) return ''
  return `found ${shown(at === 'key' ? path.at(-1) : valueAt(document, path))}, `
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  const size = Object.keys(value).length
  return `${size === 0 ? 'an empty' : 'a'} ${Array.isArray(value) ? 'list' : 'map'}`
}
