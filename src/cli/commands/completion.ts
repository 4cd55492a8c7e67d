import { exitStatus } from '../../errors.js'
import type { Command } from '../command.js'
import { completionScript } from '../completion.js'

export const completionCommand: Command = {
  name: 'completion',
  usage: 'completion',
  summary: 'Print a script that completes lbbench commands in bash and zsh',
  options: {},
  examples: [['eval "$(lbbench completion)"', 'put this line into ~/.bashrc or ~/.zshrc']],
  async run(_args, io) {
    io.stdout.write(completionScript)
    return exitStatus.ok
  },
}
