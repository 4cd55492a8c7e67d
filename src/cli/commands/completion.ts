import { exitStatus } from '../../errors.js'
import type { Command } from '../command.js'
import { completionScript, type Shell, shells } from '../completion.js'

export const completionCommand: Command = {
  name: 'completion',
  usage: 'completion [shell]',
  summary: 'Print a script that completes lbbench commands in bash, zsh or fish',
  positionals: {
    shell: { type: 'string', choices: shells, describe: 'without one: for bash and zsh in one' },
  },
  options: {},
  examples: [
    ['eval "$(lbbench completion)"', 'put this line into ~/.bashrc or ~/.zshrc'],
    ['lbbench completion fish > ~/.config/fish/completions/lbbench.fish', 'for fish'],
  ],
  complete: async flag => (flag === undefined ? shells : []),
  async run(args, io) {
    io.stdout.write(completionScript(args.shell as Shell | undefined))
    return exitStatus.ok
  },
}
