import { termGroups } from '../../glossary/index.js'
import type { Term } from '../../glossary/term.js'
import { wrapped } from '../../report/wrapped.js'

/** An entry of the glossary for a terminal of so many columns. */
export function printedTerm(term: Term, width: number): string {
  const { name, also = [], means, measured, good, example, see, page } = term
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['measured', measured],
    ['good', good],
    ['try', example],
    ['see', see.join(', ')],
    ['page', page],
    ['also', also.length === 0 ? undefined : also.join(', ')],
  ]
  const told = facts.flatMap(([label, text]) => (text === undefined ? [] : [fact(label, text, width)]))
  return [`${name}\n`, indented(means, width, '  '), '', ...told, ''].join('\n')
}

/** "good      Near 1." A command line is copied, so it stays whole. */
function fact(label: string, text: string, width: number): string {
  const first = `  ${label.padEnd(10)}`
  return label === 'try' ? first + text : indented(text, width, ' '.repeat(first.length), first)
}

/** Every term by group, names only. */
export function printedGroups(width: number): string {
  const group = ({ title, terms }: (typeof termGroups)[number]): string =>
    `${title}\n${indented(terms.map(({ name }) => name).join(', '), width, '  ')}\n`
  return `${termGroups.map(group).join('')}\n"lbbench explain TERM" says what it is, how it is measured and what is good;\nall on one page: docs/glossary.md\n`
}

/** Lines of at most `width`, all with the indent, but for the first one's own beginning. */
function indented(text: string, width: number, indent: string, first = indent): string {
  const [head = '', ...more] = wrapped(text, width - indent.length)
  return [first + head, ...more.map(line => indent + line)].join('\n')
}
