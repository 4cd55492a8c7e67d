import { LbbenchError } from '../../errors.js'
import { type BackendSettings, readSettings, readWeight } from './backend-settings.js'

/** One backend as a person writes it on a command line. */
export interface ListedBackend extends BackendSettings {
  /** The address, unless the person named it. */
  readonly name: string
  /** "host:port", or "host" or "unix:/path", as written: hash rings are made of it. */
  readonly address: string
}

/**
 * Reads "127.0.0.1:18001,b=127.0.0.1:18002*2 max_conns=2,big=[::1]:80*5 backup": host and port, "*WEIGHT" and "NAME="
 * where wanted, and words as nginx's `server` lines have them. A number alone is that many: "4" is "b1,b2,b3,b4".
 * @throws LbbenchError USAGE naming the entry that is wrong and what was expected
 */
export function parseBackendList(text: string): ListedBackend[] {
  const list = /^\s*\d+\s*$/.test(text) ? numbered(Number(text)) : text
  const backends = list.split(',').map(part => parseBackend(part.trim()))
  const names = new Set<string>()
  for (const { name } of backends) {
    if (names.has(name))
      throw wrong(`backend "${name}" is listed twice`, 'give one of them its own name: NAME=HOST:PORT')
    names.add(name)
  }
  return backends
}

/** As many as a scenario may have in a group, and named as there. */
function numbered(count: number): string {
  if (count < 1 || count > most) throw wrong(`${count} backends: expected 1 to ${most}`, form)
  return Array.from({ length: count }, (_, index) => `b${index + 1}`).join(',')
}

const most = 1000

function parseBackend(text: string): ListedBackend {
  if (text === '') throw wrong('the list of backends has an empty entry', form)
  const [place, ...words] = text.split(/\s+/)
  const [, name, address, weight] = /^(?:([^=]*)=)?([^*]*)(?:\*(.*))?$/s.exec(place!)!
  if (name === '') throw wrong(`backend "${text}" has an empty name`, form)
  checkAddress(text, address!)
  const isWeighedTwice = weight !== undefined && words.some(word => word.startsWith('weight='))
  if (isWeighedTwice) throw wrong(`backend "${text}" has two weights`, 'give *WEIGHT or weight=WEIGHT, not both')
  const settings = readSettings(text, words)
  const weighed = weight === undefined ? undefined : { weight: readWeight(`backend "${text}"`, weight) }
  return { name: name ?? address!, address: address!, ...settings, ...weighed }
}

const form = 'write HOST:PORT, HOST:PORT*WEIGHT or NAME=HOST:PORT, joined by commas'

function checkAddress(text: string, address: string): void {
  if (/^unix:\/./i.test(address)) return
  const [, host, port] = /^(\[[^\]]+\]|[^:[\]=/\s]+)(?::([^:]*))?$/.exec(address) ?? []
  if (host === undefined) {
    const bare = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address)
    throw wrong(`backend "${text}" is not HOST:PORT`, bare ? 'an IPv6 address needs brackets: [::1]:8080' : form)
  }
  if (port === undefined) return
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  if (number < 1 || number > 65535) throw wrong(`backend "${text}" has port "${port}": expected 1 to 65535`)
}

function wrong(message: string, hint?: string): LbbenchError {
  return new LbbenchError('USAGE', message, hint)
}
