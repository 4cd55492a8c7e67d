import { wrapped } from '../report/wrapped.js'
import { type Io, type Stream, widthOf } from './io.js'

/** A line with a head, and from a column on what there is to say of it; the head may be blanks alone. */
const headed = /^( *(?:(?:\S| (?! ))+ {2,})?)(\S.*)$/
/** Beside a head stand so many columns at least; else it goes on below it. */
const leastRoom = 10
const below = '    '

/**
 * Lines for a person, broken where the terminal is narrower, under what they go on with: "  traffic     open loop, ...". In a pipe
 * they stay whole, for whoever searches a log.
 */
export function fitted(text: string, { stderr, env }: Pick<Io, 'stderr' | 'env'>): string {
  return fittedTo(text, stderr, env)
}

/** The same for what goes elsewhere: a list to stdout. */
export function fittedTo(text: string, stream: Stream, env: Io['env']): string {
  if (stream.isTTY !== true) return text
  const width = widthOf(stream, env)
  return text
    .split('\n')
    .map(line => (line.length <= width ? line : broken(line, width)))
    .join('\n')
}

function broken(line: string, width: number): string {
  const [, head = '', rest = ''] = headed.exec(line) ?? []
  if (head === '') return wrapped(line, width, '  ').join('\n')
  const longest = Math.max(...rest.split(' ').map(word => word.length))
  const room = width - head.length
  if (room >= longest && (room >= leastRoom || rest.length <= room))
    return head + wrapped(rest, room).join(`\n${' '.repeat(head.length)}`)
  const lines = wrapped(rest, width - below.length).map(text => below + text)
  return [...(head.trim() === '' ? [] : [head.trimEnd()]), ...lines].join('\n')
}
