import { wrapped } from '../../report/wrapped.js'
import { commandGroups } from '../commands/index.js'
import { aligned } from '../list/rows.js'

const epilogue = `Options:
  -h, --help     of any command: what it takes, with examples
  -V, --version  show the version

Exit status: 0 all gates hold; 1 a gate failed; 2 usage or scenario wrong;
3 could not measure; 4 measured but not to be trusted; 130 interrupted.
`

/** `lbbench --help`: every command, by what it is for. */
export function programHelp(width: number): string {
  const all = commandGroups.flatMap(({ commands }) => commands)
  const column = Math.max(...all.map(({ name }) => name.length))
  const groups = commandGroups.map(
    ({ title, commands }) =>
      `${title}\n${commands.map(({ name, summary }) => row(name, summary, column, width)).join('')}`,
  )
  return `lbbench <command> [options]\n\nThe wind tunnel for load-balancing strategies. "lbbench" alone: how to begin.\n\n${groups.join('\n')}\n${epilogue}`
}

function row(name: string, summary: string, column: number, width: number): string {
  const lines = wrapped(summary, Math.max(width - column - 4, 20))
  return lines.map((line, i) => aligned([[i === 0 ? name : '', line]], '  ', column)).join('')
}
