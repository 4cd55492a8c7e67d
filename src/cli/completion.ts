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
  const [, joined, value] = /^(-[^=]*)=(.*)$/s.exec(current) ?? []
  if (joined !== undefined) return (await valuesOf(joined, value!, command)).map(word => `${joined}=${word}`)
  if (current.startsWith('-')) return [...Object.keys(command.options).map(name => `--${name}`), '--help']
  // bash parts `--engine=v` into three words.
  return valuesOf(before.at(before.at(-1) === '=' ? -2 : -1)!, current, command)
}

/** @param previous the word before, which may be a flag */
async function valuesOf(previous: string, current: string, command: Command): Promise<readonly string[]> {
  const flag = previous.startsWith('-') ? longName(previous.replace(/^-+/, ''), command) : undefined
  // What stands alone may be named as well: --scenario uneven.
  const isPositional = flag !== undefined && flag in (command.positionals ?? {})
  const words = (await command.complete?.(isPositional ? undefined : flag)) ?? []
  // Lists such as `--strategies rr,l` are completed entry by entry, and a strategy behind its engine: `nginx:l`.
  const list = (flag === 'strategies' ? /^.*[,:]/ : /^.*,/).exec(current)?.[0] ?? ''
  return words.map(word => list + word)
}

/** Of `s`, `strategies`. */
function longName(name: string, { options }: Command): string {
  return Object.keys(options).find(option => options[option]!.alias === name) ?? name
}

/** Shells that there is a script for. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** For `eval "$(lbbench completion)"` in bash or zsh; for one shell alone by its name. */
export function completionScript(shell: Shell | undefined): string {
  return shell === undefined ? both : scripts[shell]
}

const bash = `_lbbench() {
  local IFS=$'\\n'
  COMPREPLY=($(lbbench ${completionRequest} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  case "\${COMPREPLY[0]-}" in *,*) compopt -o nospace 2>/dev/null ;; esac
}
complete -o default -F _lbbench lbbench
`

const both = `# lbbench completion for bash and zsh: eval "$(lbbench completion)"
if [ -n "\${ZSH_VERSION-}" ]; then autoload -Uz bashcompinit && bashcompinit; fi
${bash}`

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# lbbench completion for bash: eval "$(lbbench completion bash)" in ~/.bashrc\n${bash}`,
  zsh: `#compdef lbbench
# lbbench completion for zsh: eval "$(lbbench completion zsh)" in ~/.zshrc after compinit, or as _lbbench in a folder of $fpath
_lbbench() {
  local -a found
  found=("\${(@f)$(lbbench ${completionRequest} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z "$found[1]" ]]; then _files
  elif [[ "$found[1]" == *,* ]]; then compadd -S '' -a found
  else compadd -a found
  fi
}
if [[ "$funcstack[1]" == _lbbench ]]; then _lbbench "$@"; else compdef _lbbench lbbench; fi
`,
  fish: `# lbbench completion for fish: lbbench completion fish > ~/.config/fish/completions/lbbench.fish
function __lbbench_complete
  set -l typed (commandline -opc) (commandline -ct)
  set -l found (lbbench ${completionRequest} $typed[2..-1] 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c lbbench -f -a '(__lbbench_complete)'
`,
}
