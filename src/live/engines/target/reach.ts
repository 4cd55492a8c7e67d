import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { originOf, type Target } from '../../../bench/target.js'
import type { LbbenchError } from '../../../errors.js'
import { unreachable } from './unreachable.js'

/** How long a handshake may take, ms: as a patient browser. */
const patienceMs = 10_000

/** More addresses than a name usually has; no more are tried. */
const mostAddresses = 16

/**
 * Resolves the target's name and shakes hands with each of its addresses once, so that what is wrong is known, and said in
 * one sentence, before any request goes out. Resolves to the addresses that are there, at least one.
 * @throws LbbenchError ENGINE_FAILED; or rejects with the signal's reason
 */
export async function reach(target: Target, signal: AbortSignal): Promise<string[]> {
  const addresses = await addressesOf(target)
  const tries = await Promise.all(addresses.map(address => tryAddress(target, address, signal)))
  signal.throwIfAborted()
  const good = addresses.filter((_, i) => tries[i] === undefined)
  if (good.length === 0) throw tries[0]!
  return good
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

/** Undefined where the handshake succeeds. */
async function tryAddress(target: Target, address: string, signal: AbortSignal): Promise<LbbenchError | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const socket = target.tls ? connectTls(tlsOptionsOf(target, address)) : connect(target.port, address)
  try {
    await Promise.race([once(socket, target.tls ? 'secureConnect' : 'connect', { signal: limit }), closed(socket)])
    return undefined
  } catch (error) {
    const place = `${isIP(address) === 6 ? `[${address}]` : address}:${target.port}`
    return unreachable(originOf(target), place, error as NodeJS.ErrnoException)
  } finally {
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

function tlsOptionsOf({ host, port, settings }: Target, address: string): ConnectionOptions {
  const servername = isIP(host) === 0 ? { servername: host } : {}
  return { host: address, port, ...servername, rejectUnauthorized: !settings.insecure, ALPNProtocols: ['http/1.1'] }
}

async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close')
  throw Object.assign(new Error('closed'), { code: 'ECONNRESET' })
}
