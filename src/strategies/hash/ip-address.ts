/**
 * Reads an IP address into `bytes` (at least 16 long), in network order.
 *
 * IPv4 is four decimal octets. IPv6 takes every form of RFC 4291 2.2 ("::", a dotted IPv4 tail, either case); a zone
 * ("%eth0") names an interface of this machine, not a part of the address, and is ignored. An IPv4-mapped address is
 * an IPv6 address, as it is for nginx.
 * @returns 4 or 16, the number of bytes; 0 where the text is no IP address (the bytes are then meaningless)
 */
export function readIpAddress(text: string, bytes: Uint8Array): 0 | 4 | 16 {
  if (text.indexOf(':') === -1) return readIpv4(text, 0, text.length, bytes, 0) ? 4 : 0
  const zone = text.indexOf('%')
  return readIpv6(text, zone === -1 ? text.length : zone, bytes) ? 16 : 0
}

const dot = 46
const colon = 58

/** text[from, to) into bytes[at, at + 4). */
function readIpv4(text: string, from: number, to: number, bytes: Uint8Array, at: number): boolean {
  let octets = 0
  let digits = 0
  let value = 0
  for (let i = from; i <= to; i++) {
    const code = i === to ? dot : text.charCodeAt(i)
    if (code === dot) {
      if (digits === 0 || octets === 4) return false
      bytes[at + octets++] = value
      digits = value = 0
      continue
    }
    const digit = code - 48
    if (digit < 0 || digit > 9 || ++digits > 3) return false
    value = value * 10 + digit
    if (value > 255) return false
  }
  return octets === 4
}

/** text[0, to) into bytes[0, 16). */
function readIpv6(text: string, to: number, bytes: Uint8Array): boolean {
  let filled = 0
  let gap = -1
  let i = 0
  if (text.startsWith('::')) {
    gap = 0
    i = 2
  } else if (text.charCodeAt(0) === colon) {
    return false
  }
  while (i < to) {
    const end = groupEnd(text, i, to)
    if (end < to && text.charCodeAt(end) === dot) {
      if (filled > 12 || !readIpv4(text, i, to, bytes, filled)) return false
      filled += 4
      break
    }
    if (filled > 14 || !readGroup(text, i, end, bytes, filled)) return false
    filled += 2
    if (end === to) break
    i = end + 1
    if (i === to) return false
    if (text.charCodeAt(i) === colon) {
      if (gap !== -1) return false
      gap = filled
      i++
    }
  }
  return gap === -1 ? filled === 16 : widen(bytes, gap, filled)
}

/** Where the group of hex digits that begins at `from` ends: the index of what follows it. */
function groupEnd(text: string, from: number, to: number): number {
  let i = from
  while (i < to && hexValue(text.charCodeAt(i)) !== -1) i++
  return i
}

function readGroup(text: string, from: number, end: number, bytes: Uint8Array, at: number): boolean {
  const followed = end === text.length || text.charCodeAt(end) === colon || text[end] === '%'
  if (end === from || end - from > 4 || !followed) return false
  let value = 0
  for (let i = from; i < end; i++) value = value * 16 + hexValue(text.charCodeAt(i))
  bytes[at] = value >> 8
  bytes[at + 1] = value & 255
  return true
}

/** Puts the zeros of "::" at `gap`: it stands for one group at least. */
function widen(bytes: Uint8Array, gap: number, filled: number): boolean {
  if (filled > 14) return false
  bytes.copyWithin(16 - (filled - gap), gap, filled)
  bytes.fill(0, gap, 16 - (filled - gap))
  return true
}

function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
