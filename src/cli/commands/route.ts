import type { RouteOptions } from '../../balancer/route/route.js'
import { exitStatus, LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import type { Args, Command } from '../command.js'
import { strategyNames } from '../compare/names.js'
import type { Io } from '../io.js'
import { wholeNumber } from '../route/whole-number.js'

const formats = ['text', 'letters', 'json'] as const
/** A row is some 130 bytes of JSON, twice that with --remove, and Node's longest string has 512 MB. */
const mostJsonSteps = 1_000_000
const tooLong = `--format json takes at most ${mostJsonSteps} requests: use text or letters`
const healths = ['nginx', 'none'] as const

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
      describe:
        'how many (b1, b2, ...), or HOST:PORT[*WEIGHT] or NAME=HOST:PORT, separated by commas; words behind it: max_fails=3 fail_timeout=10s max_conns=2 backup down latency=20ms',
    },
    clients: {
      type: 'string',
      describe:
        'file of client addresses, or keys of any kind, one a line; lines that begin with # are passed over; "-" reads standard input',
    },
    paths: { type: 'string', describe: 'the same for request paths; beside --clients, line by line' },
    requests: { type: 'string', describe: 'how many requests of one client, one after the other [20]' },
    hold: { type: 'boolean', describe: 'no request is answered: all stay in flight' },
    script: {
      type: 'string',
      describe:
        'file of steps, one a line: [12x] get|hold [CLIENT [PATH]], end NAME [all], down|up|fail|heal NAME, weight NAME W, wait 2s',
    },
    down: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'this backend is down from the start and keeps its place',
    },
    remove: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'also print where everybody goes when this backend leaves, and how many move',
    },
    'keep-place': {
      type: 'boolean',
      describe: 'with --remove: it is marked down, as in nginx, instead of deleted from the list',
    },
    health: { type: 'string', choices: healths, default: 'nginx', describe: 'how failing backends are banned' },
    retries: { type: 'string', describe: 'further tries where a connection is refused [as many as backends]' },
    queue: { type: 'string', describe: 'requests that wait while all backends are at max_conns [0]' },
    seed: { type: 'string', default: '1', describe: 'for strategies that draw' },
    format: { type: 'string', choices: formats, default: 'text', describe: 'letters: names alone, on one line' },
  },
  examples: [
    ['lbbench route -s rr -b 127.0.0.1:18001*5,127.0.0.1:18002 --requests 12', 'the order of weighted round robin'],
    ['lbbench route -s iphash -b 4 --clients clients.txt', 'who of four would serve whom?'],
    ['lbbench route -s iphash -b a=10.1.0.1:80,b=10.1.0.2:80 --clients clients.txt', 'where would my clients go?'],
    ['lbbench route -s lc -b a*2,b --script steps.txt --format letters', 'held requests, failures, changes'],
  ],
  async complete(flag) {
    if (flag === 'strategy') return strategyNames()
    return flag === 'format' ? formats : flag === 'health' ? healths : []
  },
  run: routeRequests,
}

async function routeRequests(args: Args, io: Io): Promise<number> {
  if (args['keep-place'] === true && args.remove === undefined)
    throw new LbbenchError('USAGE', '--keep-place says how --remove takes a backend away: give --remove too')
  const { routed } = await import('../own/routed.js')
  const { printRoute } = await import('../route/print-route.js')
  const options = await optionsOf(args, io)
  if (args.format === 'json' && options.steps.length > mostJsonSteps) throw new LbbenchError('USAGE', tooLong)
  const { asked, route } = await routed(args.strategy as string, options, io)
  io.stdout.write(printRoute(asked, route, args.format as (typeof formats)[number]))
  return exitStatus.ok
}

async function optionsOf(args: Args, io: Io): Promise<Omit<RouteOptions, 'strategy' | 'options'>> {
  const { parseBackendList } = await import('../../balancer/route/backend-list.js')
  const { stepsOf } = await import('../route/steps-of.js')
  const backends = withDown(parseBackendList(args.backends as string), list(args.down))
  return {
    backends,
    steps: stepsOf(
      args,
      backends.map(backend => backend.name),
      io,
    ),
    seed: wholeNumber('seed', args.seed as string, 0),
    health: args.health as (typeof healths)[number],
    retries: args.retries === undefined ? undefined : wholeNumber('retries', args.retries as string, 0),
    queue: args.queue === undefined ? undefined : wholeNumber('queue', args.queue as string, 0),
    remove: list(args.remove),
    mark: args['keep-place'] === true ? 'down' : 'removed',
  }
}

function withDown<Backend extends { readonly name: string; readonly down: boolean }>(
  backends: readonly Backend[],
  down: readonly string[],
): Backend[] {
  const names = backends.map(({ name }) => name)
  for (const name of down) {
    if (names.includes(name)) continue
    const message = `--down ${name}: there is no such backend${didYouMean(name, names)}`
    throw new LbbenchError('UNKNOWN_NAME', message, `backends: ${names.join(', ')}`)
  }
  return backends.map(backend => (down.includes(backend.name) ? { ...backend, down: true } : backend))
}

function list(value: unknown): readonly string[] {
  return (value as string[] | undefined) ?? []
}
