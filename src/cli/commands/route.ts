import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Removal } from '../../balancer/route.js'
import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { strategyNames } from '../compare/names.js'
import type { Io } from '../io.js'

export const routeCommand: Command = {
  name: 'route',
  usage: 'route',
  summary: 'Print where clients or requests would go, without sending any',
  options: {
    strategy: { alias: 's', type: 'string', demandOption: true, describe: 'strategy[?option=value]' },
    backends: {
      alias: 'b',
      type: 'string',
      demandOption: true,
      describe: 'HOST:PORT[*WEIGHT] or NAME=HOST:PORT, separated by commas',
    },
    clients: { type: 'string', describe: 'file of client addresses, one a line; "-" reads standard input' },
    requests: { type: 'string', describe: 'how many requests of one client, one after the other [20]' },
    remove: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'also print how many clients move when this backend leaves',
    },
    down: { type: 'boolean', describe: 'with --remove: marked down, as in nginx, instead of deleted from the list' },
    seed: { type: 'string', default: '1', describe: 'for strategies that draw' },
  },
  examples: [
    ['lbbench route -s rr -b 127.0.0.1:18001*5,127.0.0.1:18002 --requests 12', 'the order of weighted round robin'],
    ['lbbench route -s iphash -b a=10.1.0.1:80,b=10.1.0.2:80 --clients clients.txt', 'where would my clients go?'],
  ],
  complete: async flag => (flag === 'strategy' ? strategyNames() : []),
  run: routeRequests,
}

async function routeRequests(args: Args, io: Io): Promise<number> {
  const { parseBackendList } = await import('../../balancer/backend-list.js')
  const { route } = await import('../../balancer/route.js')
  const { findStrategy } = await import('../../strategies/index.js')
  const { parseOptions } = await import('../../strategies/options.js')
  const [, name = '', optionText = ''] = /^([^?]*)(?:\?(.*))?$/s.exec(args.strategy as string)!
  const strategy = findStrategy(name)
  const { rows, removal } = route({
    strategy,
    options: parseOptions(strategy, optionText),
    backends: parseBackendList(args.backends as string),
    requests: requestsOf(args, io),
    seed: wholeNumber('seed', args.seed as string, 0),
    remove: (args.remove as string[] | undefined) ?? [],
    mark: args.down === true ? 'down' : 'removed',
  })
  io.stdout.write(rows.map(({ client, backend }) => `${client}\t${backend}\n`).join(''))
  const what = args.clients === undefined ? 'requests' : 'clients'
  if (removal !== undefined) io.stdout.write(describeRemoval(removal, (args.remove as string[]).join(', '), what))
  return exitStatus.ok
}

function describeRemoval({ clients, moved, hadTo, excess, share }: Removal, removed: string, what: string): string {
  return `# without ${removed}: ${moved} of ${clients} ${what} move (${(share * 100).toFixed(1)}%); ${hadTo} had to, ${excess} more than necessary\n`
}

function requestsOf(args: Args, io: Io): readonly string[] | number {
  if (args.clients === undefined) return wholeNumber('requests', (args.requests as string | undefined) ?? '20', 1)
  if (args.requests !== undefined) throw new LbbenchError('USAGE', 'give --clients or --requests, not both')
  return readClients(args.clients as string, io)
}

/** Blank lines and what follows a "#" are passed over. */
function readClients(file: string, io: Io): string[] {
  const lines = readText(file, io)
    .split('\n')
    .map(line => line.replace(/#.*/, '').trim())
  const clients = lines.filter(line => line !== '')
  if (clients.length === 0) throw new LbbenchError('USAGE', `${file} names no client`, 'write one address a line')
  return clients
}

function readText(file: string, io: Io): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(io.cwd, file), 'utf8')
  } catch (error) {
    throw new LbbenchError('USAGE', `cannot read ${file}: ${(error as Error).message}`)
  }
}

function wholeNumber(flag: string, text: string, min: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= 10_000_000) return value
  throw new LbbenchError('USAGE', `--${flag} ${text}: expected a whole number from ${min} to 10000000`)
}
