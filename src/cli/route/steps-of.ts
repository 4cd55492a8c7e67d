import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { loopback, parseScript, type RouteStep } from '../../balancer/route/route-script.js'
import { LbbenchError } from '../../errors.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'
import { wholeNumber } from './whole-number.js'

/**
 * What the command line says should happen.
 * @param names of the backends
 * @throws LbbenchError USAGE for flags that do not go together, files that cannot be read, scripts that cannot be understood
 */
export function stepsOf(args: Args, names: readonly string[], io: Io): readonly RouteStep[] {
  if (args.script !== undefined) return scriptOf(args, names, io)
  if (args.clients === undefined && args.paths === undefined) {
    const count = wholeNumber('requests', (args.requests as string | undefined) ?? '20', 1)
    return requests(args, Array<string>(count).fill(loopback), undefined)
  }
  if (args.requests !== undefined)
    throw new LbbenchError(
      'USAGE',
      `give --${args.clients === undefined ? 'paths' : 'clients'} or --requests, not both`,
      'leave one of them out',
    )
  const paths = args.paths === undefined ? undefined : readKeys(args.paths as string, 'path', io)
  const clients = args.clients === undefined ? undefined : readKeys(args.clients as string, 'client', io)
  if (paths !== undefined && clients !== undefined && paths.length !== clients.length)
    throw new LbbenchError(
      'USAGE',
      `${clients.length} clients and ${paths.length} paths: there must be as many`,
      'line by line, a path belongs to a client',
    )
  return requests(args, clients ?? paths!.map(() => loopback), paths)
}

function scriptOf(args: Args, names: readonly string[], io: Io): RouteStep[] {
  for (const flag of ['clients', 'paths', 'requests', 'hold', 'remove'])
    if (args[flag] !== undefined)
      throw new LbbenchError('USAGE', `give --script or --${flag}, not both`, 'leave one of them out')
  const file = args.script as string
  const steps = parseScript(readText(file, io), file === '-' ? 'standard input' : file, names)
  if (steps.length === 0) throw new LbbenchError('USAGE', `${file} has no step`, 'write one a line, such as "12x get"')
  return steps
}

function requests(args: Args, clients: readonly string[], paths: readonly string[] | undefined): RouteStep[] {
  const verb = args.hold === true ? 'hold' : 'get'
  return clients.map((client, k) => ({ do: verb, client, path: paths?.[k] ?? '/', where: '' }))
}

/** A line is a key as it stands, but for blanks around it: keys may hold a "#". Lines that begin with one are comments. */
function readKeys(file: string, what: string, io: Io): string[] {
  const lines = readText(file, io)
    .split('\n')
    .map(line => line.trim())
  const keys = lines.filter(line => line !== '' && !line.startsWith('#'))
  if (keys.length === 0) throw new LbbenchError('USAGE', `${file} names no ${what}`, `write one ${what} a line`)
  return keys
}

function readText(file: string, io: Io): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(io.cwd, file), 'utf8')
  } catch (error) {
    throw new LbbenchError(
      'USAGE',
      `cannot read ${file}: ${(error as Error).message}`,
      'name a file, or "-" for standard input',
    )
  }
}
