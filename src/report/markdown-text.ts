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

/** Lines that are shown once the reader opens them. */
export function details(summary: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n')
}
