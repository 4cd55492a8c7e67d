import { Refusal } from './refusal.js'

/** Character codes that framing turns on. */
export const octets = { tab: 9, lf: 10, cr: 13, space: 32, colon: 58, semicolon: 59 } as const

/** RFC 9110 5.6.2: tchar. */
const token = table("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
/** RFC 9110 5.5: HTAB, SP, VCHAR, obs-text. Neither CR, LF, NUL nor any other control. */
const fieldValue = range(octets.space, 255).with(127, 0).with(octets.tab, 1)
/** What may stand in a request target: visible ASCII. */
const target = range(33, 126)

/** RFC 3986 3.2.2, 3.2.3: what a host and its port are made of, together. */
const hostAndPort = table("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._~!$&'()*+;=%:[]-")

/** Index of the first octet at or after `at` that cannot be part of a token. */
export function skipToken(bytes: Uint8Array, at: number): number {
  while (token[bytes[at]!] === 1) at++
  return at
}

/** Index of the first octet at or after `at` that cannot be part of a request target. */
export function skipTarget(bytes: Uint8Array, at: number): number {
  while (target[bytes[at]!] === 1) at++
  return at
}

/** Whether `host` holds nothing that the value of a Host field cannot. */
export function isHostAndPort(host: string): boolean {
  for (let at = 0; at < host.length; at++) if (hostAndPort[host.charCodeAt(at)] !== 1) return false
  return true
}

/** The octets of a field's name, for `spells`. */
export function spelling(lowerCase: string): Uint8Array {
  return Buffer.from(lowerCase, 'latin1')
}

/** The number that decimal digits [from, to) spell; -1 where one of them is no digit, or there are none. */
export function digitsIn(bytes: Uint8Array, from: number, to: number): number {
  let value = from < to ? 0 : -1
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Whether the token at `at`, which is as long as `name`, is that name in any case. */
export function spells(bytes: Uint8Array, at: number, name: Uint8Array): boolean {
  // The bit makes letters lower case, leaves "-" and turns the other octets of tokens into nothing that a name holds.
  for (let i = 0; i < name.length; i++) if ((bytes[at + i]! | 32) !== name[i]) return false
  return true
}

/**
 * Index of the CR LF that ends the line.
 * @throws Refusal where a control character, a bare CR or a bare LF comes first
 */
export function endOfLine(bytes: Uint8Array, at: number): number {
  while (fieldValue[bytes[at]!] === 1) at++
  if (bytes[at] === octets.cr && bytes[at + 1] === octets.lf) return at
  throw new Refusal(400, stray(bytes[at]!))
}

/**
 * Looks for what no head may contain, so that a client that ends lines with LF alone is refused at once and not left
 * waiting for a CR LF that never comes. The last character is not judged where it is a CR.
 * @throws Refusal
 */
export function refuseStrays(text: string, from: number): void {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (fieldValue[code] === 1) continue
    const pair = code === octets.cr && (at + 1 === text.length || text.charCodeAt(at + 1) === octets.lf)
    if (!pair && !(code === octets.lf && text.charCodeAt(at - 1) === octets.cr)) throw new Refusal(400, stray(code))
  }
}

/** Without the spaces and tabs around it. Not `trim()`: that also eats U+00A0, which on the wire is a byte of the value. */
export function trimBlanks(text: string, from: number, to: number): string {
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

/** Index of the first octet in [from, to) that is no space or tab; `to` where there is none. */
export function skipBlanks(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && isBlank(bytes[from]!)) from++
  return from
}

/** Index just after the last octet in [from, to) that is no space or tab; `from` where there is none. */
export function skipBlanksBack(bytes: Uint8Array, from: number, to: number): number {
  while (to > from && isBlank(bytes[to - 1]!)) to--
  return to
}

function isBlank(code: number): boolean {
  return code === octets.space || code === octets.tab
}

function stray(code: number): string {
  if (code === octets.lf) return 'a line ends with LF instead of CR LF'
  if (code === octets.cr) return 'a CR stands alone'
  return `the head contains the control character 0x${code.toString(16).padStart(2, '0')}`
}

function table(members: string): Uint8Array {
  const entries = new Uint8Array(256)
  for (const member of members) entries[member.charCodeAt(0)] = 1
  return entries
}

function range(first: number, last: number): Uint8Array {
  return new Uint8Array(256).fill(1, first, last + 1)
}
