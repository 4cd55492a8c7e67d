import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'

const kinds = ['strategy', 'ci'] as const

export const initCommand: Command = {
  name: 'init',
  usage: 'init <what> [file]',
  summary: 'Write a strategy to begin with, or a workflow that gates one',
  positionals: {
    what: { type: 'string', choices: kinds, demandOption: true, describe: 'what to write' },
    file: {
      type: 'string',
      describe: 'strategy: where, .ts or .mts gives TypeScript, .js or .mjs JavaScript; ci: github, gitlab or jenkins',
    },
  },
  options: {
    to: { type: 'string', describe: 'ci: file to write, instead of the one that the service reads' },
    uses: { type: 'string', describe: 'ci github: where the action is, e.g. acme/lbbench@v1' },
  },
  examples: [
    ['lbbench init strategy my-strategy.ts', 'then "lbbench test ./my-strategy.ts"'],
    ['lbbench init ci github', 'writes .github/workflows/lbbench.yml: every pull request is held against its base'],
  ],
  complete: async flag => (flag === undefined ? [...kinds, ...(await import('../init/init-ci.js')).pipelines] : []),
  run: init,
}

async function init(args: Args, io: Io): Promise<number> {
  const { initCi } = await import('../init/init-ci.js')
  const { initStrategy } = await import('../init/init-strategy.js')
  const [file, to, uses] = [args.file, args.to, args.uses] as (string | undefined)[]
  if (args.what !== 'ci' && (to ?? uses) !== undefined)
    throw new LbbenchError('USAGE', 'init: --to and --uses are for "init ci"', 'lbbench init strategy my-strategy.ts')
  io.stdout.write(args.what === 'ci' ? await initCi(file, { to, uses }, io) : await initStrategy(file, io))
  return exitStatus.ok
}
