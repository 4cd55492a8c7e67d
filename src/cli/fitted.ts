import { wrapped } from '../report/wrapped.js'
import { type Io, widthOf } from './io.js'

/** Lines of a plan: two spaces, a head, and from a column on what there is to say of it. */
const headed = /^( {2}(?:\S| (?! ))+ {2,})(\S.*)$/

/**
 * Lines for a person, broken where the terminal is narrower, under what they go on with: "  traffic     open loop, ...". In a pipe
 * they stay whole, for whoever searches a log.
 */
export function fitted(text: string, { stderr, env }: Pick<Io, 'stderr' | 'env'>): string {
  if (stderr.isTTY !== true) return text
  const width = widthOf(stderr, env)
  return text
    .split('\n')
    .map(line => (line.length <= width ? line : broken(line, width)))
    .join('\n')
}

function broken(line: string, width: number): string {
  const [, head, rest] = headed.exec(line) ?? []
  if (head === undefined || rest === undefined) return wrapped(line, width, '  ').join('\n')
  return head + wrapped(rest, width - head.length).join(`\n${' '.repeat(head.length)}`)
}
