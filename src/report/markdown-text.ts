/**
 * Text that Markdown must not read: table bars, emphasis, HTML, links and images. A bracket is one of a link only before what it
 * leads to, or in front of a definition: intervals stay as they are.
 */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\|*_<>~`]|\](?=[([:])|^\s*\[/g, mark => mark.replace(/\S$/, '\\$&'))
    .replaceAll(/\r?\n/g, ' ')
}

/** Inside code only the bar of a table, the backtick and the end of a line matter. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|').replaceAll('`', "'").replaceAll(/\r?\n/g, ' ')}\``
}

/**
 * Text as it is, in a fence that nothing in it can end (CommonMark 0.31, 4.5): one backtick longer than any of its own; a line of it
 * stays one.
 */
export function fenced(lines: readonly string[], language = 'text'): string {
  const plain = lines.map(line => line.replaceAll(/\p{Cc}/gu, ' '))
  const longest = Math.max(2, ...plain.flatMap(line => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...plain, fence].join('\n')
}

/** Lines that are shown once the reader opens them. */
export function details(summary: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n')
}
