import { exitStatus } from '../../errors.js'
import { overrideFlags } from '../../scenario/override-flags.js'
import type { Args, Command } from '../command.js'
import { scenarioNames } from '../compare/names.js'
import type { Io } from '../io.js'

/** Of a balancer and its backends; traffic is not its business. */
const settings = ['backends', 'health', 'retries', 'queue', 'max-requests', 'slow-start', 'sticky', 'hedge']

export const configCommand: Command = {
  name: 'config',
  usage: 'config <candidate> [scenario]',
  summary: 'Print the configuration of a real balancer for a candidate, ready for production',
  positionals: {
    candidate: { type: 'string', describe: 'engine and strategy, e.g. nginx:lc' },
    scenario: { type: 'string', default: 'steady', describe: 'name of a shipped scenario, or path of a YAML file' },
  },
  options: {
    listen: { type: 'string', default: '127.0.0.1:8080', describe: 'where the balancer listens, host:port' },
    'backend-at': {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'host:port of a backend, in the order of the scenario; may be repeated [127.0.0.1:8001, ...]',
    },
    ...Object.fromEntries(
      overrideFlags
        .filter(({ name }) => settings.includes(name))
        .map(({ name, summary, type }) => [name, { type, describe: summary, group: 'Scenario:' }]),
    ),
  },
  examples: [
    ['lbbench config nginx:lc uneven > /etc/nginx/conf.d/app.conf', 'what was measured, taken to production'],
    ['lbbench config nginx:rr --backends 2 --backend-at 10.0.0.11:80 --backend-at 10.0.0.12:80', 'with your addresses'],
  ],
  complete: async flag => (flag === undefined ? scenarioNames() : []),
  run: config,
}

async function config(args: Args, io: Io): Promise<number> {
  const { loadScenario } = await import('../compare/request.js')
  const { overridesOf } = await import('../overrides-of.js')
  const { configurationOf } = await import('../config/configuration-of.js')
  const { scenario } = loadScenario(args.scenario as string, overridesOf(args), io)
  const addresses = args['backend-at'] as readonly string[] | undefined
  io.stdout.write(
    configurationOf({ candidate: args.candidate as string, scenario, listen: args.listen as string, addresses }),
  )
  return exitStatus.ok
}
