import { LbbenchError } from '../errors.js'

/** One backend as a person writes it on a command line. */
export interface ListedBackend {
  /** The address, unless the person named it. */
  readonly name: string
  /** "host:port", as written. */
  readonly address: string
  readonly weight: number
}

/** So that a thousand backends of this weight still add up within 31 bits, what a draw can span. */
const maxWeight = 1_000_000

/**
 * Reads "127.0.0.1:18001,127.0.0.1:18002*2,big=[::1]:80*5": host:port, "*WEIGHT" and "NAME=" where wanted.
 * @throws LbbenchError USAGE naming the entry that is wrong and what was expected
 */
export function parseBackendList(text: string): ListedBackend[] {
  const backends = text.split(',').map(part => parseBackend(part.trim()))
  const names = new Set<string>()
  for (const { name } of backends) {
    if (names.has(name))
      throw wrong(`backend "${name}" is listed twice`, 'give one of them its own name: NAME=HOST:PORT')
    names.add(name)
  }
  return backends
}

function parseBackend(text: string): ListedBackend {
  if (text === '') throw wrong('the list of backends has an empty entry', form)
  const [, name, address, weight] = /^(?:([^=]*)=)?([^*]*)(?:\*(.*))?$/s.exec(text)!
  if (name === '') throw wrong(`backend "${text}" has an empty name`, form)
  checkAddress(text, address)
  return { name: name ?? address, address, weight: parseWeight(text, weight) }
}

const form = 'write HOST:PORT, HOST:PORT*WEIGHT or NAME=HOST:PORT, joined by commas'

function checkAddress(text: string, address: string): void {
  const [, host, port] = /^(\[[^\]]+\]|[^:[\]=\s]+):([^:]*)$/.exec(address) ?? []
  if (host === undefined) {
    const bare = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address)
    throw wrong(`backend "${text}" is not HOST:PORT`, bare ? 'an IPv6 address needs brackets: [::1]:8080' : form)
  }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  if (number < 1 || number > 65535) throw wrong(`backend "${text}" has port "${port}": expected 1 to 65535`)
}

function parseWeight(text: string, weight: string | undefined): number {
  if (weight === undefined) return 1
  const number = /^\d{1,7}$/.test(weight) ? Number(weight) : 0
  if (number >= 1 && number <= maxWeight) return number
  throw wrong(`backend "${text}" has weight "${weight}": expected a whole number from 1 to ${maxWeight}`)
}

function wrong(message: string, hint?: string): LbbenchError {
  return new LbbenchError('USAGE', message, hint)
}
