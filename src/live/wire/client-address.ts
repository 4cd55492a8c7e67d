import { isIPv4, isIPv6, SocketAddress } from 'node:net'

/** A socket's peer as text: IPv4-mapped IPv6 ("::ffff:10.0.0.1") becomes IPv4. */
export function peerAddress(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined) return ''
  return remoteAddress.startsWith('::ffff:') && remoteAddress.includes('.') ? remoteAddress.slice(7) : remoteAddress
}

/**
 * Who the client is: the last X-Forwarded-For entry where the peer is on loopback and the entry is an address, else the
 * peer; as nginx does with `set_real_ip_from 127.0.0.0/8; real_ip_recursive off`. One address is always one text: IPv6 in
 * its short form, IPv4-mapped IPv6 as IPv4.
 */
export function clientAddress(peer: string, forwardedFor: string): string {
  if (forwardedFor === '' || !isLoopback(peer)) return peer
  const last = lastEntry(forwardedFor)
  return addressIn(last) || addressIn(withoutPort(last)) || peer
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

/** As nginx looks for it: commas and blanks all separate, and those at the end do not count. */
function lastEntry(list: string): string {
  let to = list.length
  while (to > 0 && separates(list.charCodeAt(to - 1))) to--
  let from = to
  while (from > 0 && !separates(list.charCodeAt(from - 1))) from--
  return list.slice(from, to)
}

function separates(code: number): boolean {
  return code === 44 || code === 32 || code === 9
}

/** The address in its one text; '' where it is none. A zone ("%eth0") means something on one machine only. */
function addressIn(text: string): string {
  if (isIPv4(text)) return text
  if (!isIPv6(text) || text.includes('%')) return ''
  return peerAddress(new SocketAddress({ address: text, family: 'ipv6' }).address)
}

/** "10.0.0.1:80" and "[2001:db8::1]:80" without their ports; '' where there is no port from 1 to 65535. */
function withoutPort(entry: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):([0-9]{1,5})$/.exec(entry)
  if (!match) return ''
  const [, bracketed, plain, port] = match
  const address = bracketed === undefined ? (plain ?? '') : bracketed
  const fits = isIPv6(address) === (bracketed !== undefined)
  return fits && Number(port) >= 1 && Number(port) <= 65_535 ? address : ''
}
