import { Refusal } from './refusal.js'

/** Character codes that framing turns on. */
export const octets = { tab: 9, lf: 10, cr: 13, space: 32, colon: 58, semicolon: 59 } as const

/** RFC 9110 5.6.2: tchar. */
const token = table("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
/** RFC 9110 5.5: HTAB, SP, VCHAR, obs-text. Neither CR, LF, NUL nor any other control. */
const fieldValue = range(octets.space, 255).with(127, 0).with(octets.tab, 1)
/** What may stand in a request target: visible ASCII. */
const target = range(33, 126)

/** Index of the first character at or after `at` that cannot be part of a token. */
export function skipToken(text: string, at: number): number {
  while (token[text.charCodeAt(at)] === 1) at++
  return at
}

/** Index of the first character at or after `at` that cannot be part of a request target. */
export function skipTarget(text: string, at: number): number {
  while (target[text.charCodeAt(at)] === 1) at++
  return at
}

/**
 * Index of the CR LF that ends the line.
 * @throws Refusal where a control character, a bare CR or a bare LF comes first
 */
export function endOfLine(text: string, at: number): number {
  while (fieldValue[text.charCodeAt(at)] === 1) at++
  if (text.charCodeAt(at) === octets.cr && text.charCodeAt(at + 1) === octets.lf) return at
  throw new Refusal(400, strayAt(text, at))
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
    if (!pair && !(code === octets.lf && text.charCodeAt(at - 1) === octets.cr))
      throw new Refusal(400, strayAt(text, at))
  }
}

/** Without the spaces and tabs around it. Not `trim()`: that also eats U+00A0, which on the wire is a byte of the value. */
export function trimBlanks(text: string, from: number, to: number): string {
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

function isBlank(code: number): boolean {
  return code === octets.space || code === octets.tab
}

function strayAt(text: string, at: number): string {
  const code = text.charCodeAt(at)
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
