import { exitStatus } from '../errors.js'
import type { Command } from './command.js'
import type { Io } from './io.js'

/** What the scripts of `lbbench completion` call us with: the words typed so far, the last one unfinished. */
export const completionRequest = '--complete'

/** Prints a line for every word that may stand where the last of `words` is being typed. */
export async function complete(words: readonly string[], commands: readonly Command[], io: Io): Promise<number> {
  const current = words.at(-1) ?? ''
  const candidates = await candidatesFor(words.slice(0, -1), current, commands)
  for (const word of candidates.filter(candidate => candidate.startsWith(current))) io.stdout.write(`${word}\n`)
  return exitStatus.ok
}

async function candidatesFor(
  before: readonly string[],
  current: string,
  commands: readonly Command[],
): Promise<readonly string[]> {
  const command = commands.find(each => each.name === before[0])
  if (command === undefined) return before.length > 0 ? [] : [...commands.map(each => each.name), '--help', '--version']
  const previous = before.at(-1)!
  const flag = previous.startsWith('-') ? longName(previous.replace(/^-+/, ''), command) : undefined
  if (current.startsWith('-')) return [...Object.keys(command.options).map(name => `--${name}`), '--help']
  const words = (await command.complete?.(flag)) ?? []
  // Lists such as `--strategies rr,l` are completed entry by entry.
  const list = current.includes(',') ? current.slice(0, current.lastIndexOf(',') + 1) : ''
  return words.map(word => list + word)
}

/** Of `s`, `strategies`. */
function longName(name: string, { options }: Command): string {
  return Object.keys(options).find(option => options[option]!.alias === name) ?? name
}

/** For `eval "$(lbbench completion)"` in bash or zsh. */
export const completionScript = `# lbbench completion for bash and zsh: eval "$(lbbench completion)"
if [ -n "\${ZSH_VERSION-}" ]; then autoload -Uz bashcompinit && bashcompinit; fi
_lbbench() {
  local IFS=$'\\n'
  COMPREPLY=($(lbbench ${completionRequest} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  case "\${COMPREPLY[0]-}" in *,*) compopt -o nospace 2>/dev/null ;; esac
}
complete -o default -F _lbbench lbbench
`
