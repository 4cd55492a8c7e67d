import { termGroups } from './index.js'
import type { Term, TermGroup } from './term.js'

/** docs/glossary.md, whole: `npm run glossary` writes it. */
export function glossaryPage(): string {
  return `${intro}\n\n${contents()}\n\n${termGroups.map(chapter).join('\n\n')}\n`
}

const intro = `# Glossary

The words of reports, gates and scenarios. \`lbbench explain TERM\` prints an entry in the terminal, by any of its names; \`lbbench explain\` lists them.

<!-- Made by \`npm run glossary\` from src/glossary/: change it there. -->`

function contents(): string {
  const line = ({ title, terms }: TermGroup): string =>
    `- **${title}**: ${terms.map(({ name }) => `[${name}](#${anchorOf(name)})`).join(', ')}`
  return termGroups.map(line).join('\n')
}

function chapter({ title, terms }: TermGroup): string {
  return [`## ${title}`, ...terms.map(entry)].join('\n\n')
}

function entry(term: Term): string {
  const { name, also, means, measured, good, example, see, page } = term
  const seen = see.map(other => `[${other}](#${anchorOf(other)})`)
  const paragraphs = [
    `<a id="${anchorOf(name)}"></a>\n### ${escaped(name)}`,
    also && `Also: ${also.map(word => `\`${word}\``).join(', ')}.`,
    escaped(means),
    measured && `**Measured:** ${escaped(measured)}`,
    good && `**Good:** ${escaped(good)}`,
    `Try \`${example}\`. See ${[...seen, `[${page}](${page.replace(/^docs\//, '')})`].join(', ')}.`,
  ]
  return paragraphs.filter(text => text !== undefined).join('\n\n')
}

/** Of a link within the page: a name may be nothing but a sign. */
function anchorOf(name: string): string {
  const signs: Readonly<Record<string, string>> = { '~': 'tilde', '*': 'star' }
  return `term-${signs[name] ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
}

const escaped = (text: string): string => text.replace(/[*_~<[\]]/g, '\\$&')
