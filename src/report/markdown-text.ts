/** Text that Markdown must not read: table bars, emphasis, HTML. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\|*_<>~`]/g, mark => `\\${mark}`).replaceAll(/\r?\n/g, ' ')
}

/** Inside code only the bar of a table and the backtick matter. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``
}

/** Lines that are shown once the reader opens them. */
export function details(summary: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n')
}
