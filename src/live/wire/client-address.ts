import { isIP } from 'node:net'

/** A socket's peer as text: IPv4-mapped IPv6 ("::ffff:10.0.0.1") becomes IPv4. */
export function peerAddress(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined) return ''
  return remoteAddress.startsWith('::ffff:') && remoteAddress.includes('.') ? remoteAddress.slice(7) : remoteAddress
}

/**
 * Who the client is: the last X-Forwarded-For entry where the peer is on loopback and the entry is an address, else the
 * peer; as nginx does with `set_real_ip_from 127.0.0.0/8; real_ip_recursive off`.
 */
export function clientAddress(peer: string, forwardedFor: string): string {
  if (forwardedFor === '' || !isLoopback(peer)) return peer
  const last = forwardedFor.slice(forwardedFor.lastIndexOf(',') + 1).trim()
  return isIP(last) === 0 ? peer : peerAddress(last)
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}
