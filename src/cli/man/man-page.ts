import type { CommandGroup } from '../commands/index.js'
import { commandEntry } from './command-entry.js'
import { environment, exitStatuses, files, runFiles } from './facts.js'
import { bold, escaped, italic, item } from './roff.js'

/**
 * man/lbbench.1, whole: `npm run man` writes it. In man(7), which mandoc and groff both set; without a date, so that it says the same
 * whenever it is written.
 * @param version as in package.json
 */
export function manPage(groups: readonly CommandGroup[], version: string): string {
  const sections = [
    `.\\" Made by "npm run man" from src/cli/commands: change it there.\n.TH LBBENCH 1 "" "lbbench ${escaped(version)}" "User Commands"`,
    section('NAME', `lbbench \\- the wind tunnel for load\\-balancing strategies`),
    section('SYNOPSIS', synopsis),
    section('DESCRIPTION', description),
    section('COMMANDS', everyCommand, ...commandsOf(groups)),
    section('EXAMPLES', examplesOf(groups)),
    section('EXIT STATUS', ...exitStatuses.map(([status, means]) => item(bold(String(status)), escaped(means)))),
    section('ENVIRONMENT', ...environment.map(([names, text]) => item(names.map(bold).join(', '), escaped(text)))),
    section('FILES', ...filesOf(files), '.RS', ...filesOf(runFiles), '.RE'),
    section('SEE ALSO', seeAlso),
  ]
  return `${sections.join('\n')}\n`
}

const section = (title: string, ...paragraphs: readonly string[]): string => [`.SH ${title}`, ...paragraphs].join('\n')

const synopsis = `${bold('lbbench')} ${italic('command')} [${italic('argument')} ...] [${italic('option')} ...]
.br
${bold('lbbench')} ${italic('command')} ${bold('--help')}
.br
${bold('lbbench')}`

const description = [
  `${bold('lbbench')} holds load\\-balancing strategies against each other. Each candidate meets the same requests, over real HTTP with backends that
are started for it, or in virtual time, where a run takes a second and is exact. The report says which serves the requests best, by how much, and how
sure that is; gates turn that into an exit status.`,
  `Candidates are strategies of lbbench itself, strategies in files of your own, real balancers such as nginx, HAProxy, Caddy, Envoy and Traefik, and
balancers that run already, by their URL. What they meet is a scenario: a YAML file that says which backends there are, what requests come in, and what
goes wrong meanwhile.`,
  `Without a command it says how to begin. Results go to standard output, everything else to standard error.`,
].join('\n.PP\n')

const everyCommand = `Every command takes ${bold('-h')}, ${bold('--help')}, which prints what it takes, with examples. ${bold('lbbench --version')} prints the
version, ${bold('lbbench --help')} the commands. An option and its value may be joined: ${bold('--rounds 5')} is ${bold('--rounds=5')}. Of an option that is
given twice the last one counts, unless it says that it may be repeated.`

function commandsOf(groups: readonly CommandGroup[]): string[] {
  const all = groups.flatMap(({ commands }) => commands)
  return groups.flatMap(({ title, commands }) => [
    `.SS ${escaped(title)}`,
    ...commands.map(command => commandEntry(command, all.slice(0, all.indexOf(command)))),
  ])
}

function examplesOf(groups: readonly CommandGroup[]): string {
  return groups
    .flatMap(({ commands }) => commands.flatMap(({ examples }) => examples ?? []))
    .map(([line, purpose]) => `.nf\n${bold(line)}\n.fi\n.RS\n${escaped(purpose)}\n.RE`)
    .join('\n.PP\n')
}

const filesOf = (named: typeof files): string[] => named.map(([name, text]) => item(italic(name), escaped(text)))

const seeAlso = `${bold('lbbench explain')} says what a word of the reports means. The folder ${italic('docs')} of the package has a page for each concern, among them
${['getting-started.md', 'scenario.md', 'strategies.md', 'gates.md', 'report.md', 'troubleshooting.md'].map(italic).join(',\n')}.
.PP
${bold('nginx')}(8), ${bold('haproxy')}(1), ${bold('wrk')}(1)`
