import { exitStatus, LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import type { Args, Command } from '../command.js'
import { withDocsPaths } from '../docs-path.js'
import { fittedTo } from '../fitted.js'
import type { Io } from '../io.js'

const kinds = ['scenario', 'strategy', 'ci'] as const
type Kind = (typeof kinds)[number]

/** Flags by what they are for. */
const flagsOf: Readonly<Record<Kind, readonly string[]>> = {
  scenario: ['backends', 'rate', 'latency', 'fault', 'yes'],
  strategy: [],
  ci: ['to', 'uses'],
}

export const initCommand: Command = {
  name: 'init',
  usage: 'init [what] [file]',
  summary: 'Write a scenario, a strategy or a CI workflow to begin with',
  positionals: {
    what: { type: 'string', default: 'scenario', describe: `what to write: ${kinds.join(', ')}` },
    file: {
      type: 'string',
      describe:
        'scenario: where [lbbench.yaml]; strategy: where, .ts or .mts gives TypeScript, .js or .mjs JavaScript; ci: github, gitlab or jenkins',
    },
  },
  options: {
    backends: { type: 'string', describe: 'scenario: how many servers [4]' },
    rate: { type: 'string', describe: 'scenario: requests a second [200/s]' },
    latency: { type: 'string', describe: 'scenario: mean time a server takes for a request [20ms]' },
    fault: { type: 'string', describe: 'scenario: what goes wrong meanwhile: none, crash, gray, deploy [none]' },
    yes: { alias: 'y', type: 'boolean', describe: 'scenario: ask nothing; in a pipe nothing is asked anyway' },
    to: { type: 'string', describe: 'ci: file to write, instead of the one that the service reads' },
    uses: { type: 'string', describe: 'ci github: where the action is, e.g. acme/lbbench@v1' },
  },
  examples: [
    ['lbbench init', 'writes lbbench.yaml, every line explained; then "lbbench compare lbbench.yaml"'],
    ['lbbench init --backends 6 --rate 500/s --latency 12ms --fault crash --yes', 'asks nothing'],
    ['lbbench init strategy my-strategy.ts', 'then "lbbench test ./my-strategy.ts"'],
    ['lbbench init ci github', 'writes .github/workflows/lbbench.yml: every pull request is held against its base'],
  ],
  complete: async flag => completions(flag),
  run: init,
}

async function completions(flag: string | undefined): Promise<readonly string[]> {
  if (flag === 'fault') return (await import('../init/scenario/answers.js')).faults
  return flag === undefined ? [...kinds, ...(await import('../init/init-ci.js')).pipelines] : []
}

async function init(args: Args, io: Io): Promise<number> {
  const { what, file } = understood(args)
  checkFlags(args, what)
  const next = withDocsPaths(await writers[what](file, args, io), io.cwd)
  io.stdout.write(fittedTo(next, io.stdout, io.env))
  return exitStatus.ok
}

/** `lbbench init my.yaml` says all there is to know. */
function understood(args: Args): { readonly what: Kind; readonly file: string | undefined } {
  const [word, file] = [args.what, args.file] as [string, string | undefined]
  const what = kinds.find(kind => kind === word)
  if (what !== undefined) return { what, file }
  if (file === undefined && /\.ya?ml$/.test(word)) return { what: 'scenario', file: word }
  const hint = `it writes a ${kinds[0]} (lbbench init), a ${kinds[1]} (lbbench init strategy my.ts), or a workflow (lbbench init ci)`
  throw new LbbenchError('USAGE', `init knows no "${word}"${didYouMean(word, kinds)}`, hint)
}

function checkFlags(args: Args, what: Kind): void {
  for (const [kind, flags] of Object.entries(flagsOf)) {
    const strange = kind === what ? undefined : flags.find(flag => args[flag] !== undefined)
    if (strange === undefined) continue
    const hint = `lbbench init ${kind} --${strange} ..., or leave it out`
    throw new LbbenchError('USAGE', `init: --${strange} is for "init ${kind}"`, hint)
  }
}

const writers: Readonly<Record<Kind, (file: string | undefined, args: Args, io: Io) => Promise<string>>> = {
  async scenario(file, args, io) {
    const { initScenario, typedAnswers } = await import('../init/init-scenario.js')
    return initScenario(file, { typed: typedAnswers(args), yes: args.yes === true }, io)
  },
  async strategy(file, _args, io) {
    const { initStrategy } = await import('../init/init-strategy.js')
    return initStrategy(file, io)
  },
  async ci(file, args, io) {
    const { initCi } = await import('../init/init-ci.js')
    return initCi(file, { to: args.to as string | undefined, uses: args.uses as string | undefined }, io)
  },
}
