import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { originOf, type Target } from '../../../bench/target.js'
import { authorityOf } from '../../authority.js'
import { unreachable } from './unreachable.js'

/** How long a handshake may take, ms: as a patient browser. */
const patienceMs = 10_000

/** More addresses than a name usually has; no more are tried. */
const mostAddresses = 16

/** How long the others may take once one address has answered, ms. */
const restMs = 2_000

/**
 * Resolves the target's name and shakes hands with each of its addresses once, so that what is wrong is known, and said in
 * one sentence, before any request goes out. Resolves to the addresses that are there, at least one. An address where nobody is
 * (IPv6, often) is left out where there are others; one that is there and cannot be trusted never is.
 * @throws LbbenchError ENGINE_FAILED; or rejects with the signal's reason
 */
export async function reach(target: Target, signal: AbortSignal): Promise<string[]> {
  const addresses = await addressesOf(target)
  const rest = new AbortController()
  const handshakes = addresses.map(address => tryAddress(target, address, AbortSignal.any([signal, rest.signal])))
  const hurry = (): void => void setTimeout(() => rest.abort(), restMs).unref()
  Promise.any(handshakes).then(hurry, () => undefined)
  const ended = await Promise.allSettled(handshakes)
  signal.throwIfAborted()
  const good = addresses.filter((_, i) => ended[i]!.status === 'fulfilled')
  const failures = ended.flatMap(one => (one.status === 'rejected' ? [one.reason as NodeJS.ErrnoException] : []))
  const fault = good.length === 0 ? failures[0] : failures.find(error => !isAbsence(error))
  if (fault === undefined) return good
  const address = addresses[ended.findIndex(one => one.status === 'rejected' && one.reason === fault)]!
  throw unreachable(originOf(target), authorityOf(address, target.port), fault)
}

async function addressesOf(target: Target): Promise<string[]> {
  if (isIP(target.host) > 0) return [target.host]
  try {
    const found = await lookup(target.host, { all: true, verbatim: true })
    return [...new Set(found.map(({ address }) => address))].slice(0, mostAddresses)
  } catch (error) {
    throw unreachable(originOf(target), target.host, error as NodeJS.ErrnoException)
  }
}

/** Rejects with what Node says where the handshake comes to nothing. */
async function tryAddress(target: Target, address: string, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const socket = target.tls ? connectTls(tlsOptionsOf(target, address)) : connect(target.port, address)
  try {
    await Promise.race([once(socket, target.tls ? 'secureConnect' : 'connect', { signal: limit }), closed(socket)])
  } finally {
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

function isAbsence({ code = '', name }: NodeJS.ErrnoException): boolean {
  return /^(ECONNREFUSED|ETIMEDOUT|E(HOST|NET)UNREACH|EADDRNOTAVAIL|ABORT_ERR)$/.test(code) || name === 'TimeoutError'
}

function tlsOptionsOf({ host, port, settings }: Target, address: string): ConnectionOptions {
  const servername = isIP(host) === 0 ? { servername: host } : {}
  return { host: address, port, ...servername, rejectUnauthorized: !settings.insecure, ALPNProtocols: ['http/1.1'] }
}

async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close')
  throw Object.assign(new Error('closed'), { code: 'ECONNRESET' })
}
