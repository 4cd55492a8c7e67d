import { LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import { parseDuration } from '../../units.js'

/** What may be said of a backend besides where it is; all but the latency as nginx has it. */
export interface BackendSettings {
  readonly weight: number
  /** 0 never bans. */
  readonly maxFails: number
  readonly failTimeoutMs: number
  /** Requests it gets at once; 0: no limit. */
  readonly maxRequests: number
  readonly backup: boolean
  /** From the start: it keeps its share of the hash space and is never used. */
  readonly down: boolean
  /** How long it takes to answer. */
  readonly latencyMs: number
}

/**
 * Reads the words behind a backend's address: ["max_fails=3", "backup"].
 * @param text the whole entry, for messages
 * @throws LbbenchError USAGE naming the word that is wrong
 */
export function readSettings(text: string, words: readonly string[]): BackendSettings {
  const given: { -readonly [K in keyof BackendSettings]?: BackendSettings[K] } = {}
  for (const word of words) {
    const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(word)!
    const read = Object.hasOwn(readers, name!) ? readers[name!] : undefined
    if (read === undefined) throw unknownWord(text, name!)
    try {
      Object.assign(given, read(value, text))
    } catch (error) {
      if (error instanceof LbbenchError) throw error
      throw new LbbenchError('USAGE', `backend "${text}": ${name}: ${(error as Error).message}`)
    }
  }
  return { ...defaults, ...given }
}

/** So that a thousand backends of this weight still add up within 31 bits, what a draw can span. */
const maxWeight = 1_000_000

/**
 * @param whose begins the message
 * @throws LbbenchError USAGE where it is no weight
 */
export function readWeight(whose: string, text: string): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= maxWeight) return number
  throw new LbbenchError('USAGE', `${whose} has weight "${text}": expected a whole number from 1 to ${maxWeight}`)
}

const defaults: BackendSettings = {
  weight: 1,
  maxFails: 1,
  failTimeoutMs: 10_000,
  maxRequests: 0,
  backup: false,
  down: false,
  latencyMs: 0,
}

const readers: Readonly<Record<string, (value: string | undefined, text: string) => Partial<BackendSettings>>> = {
  weight: (value, text) => ({ weight: readWeight(`backend "${text}"`, value ?? '') }),
  max_fails: value => ({ maxFails: count(value) }),
  fail_timeout: value => ({ failTimeoutMs: parseDuration(value ?? '') }),
  max_conns: value => ({ maxRequests: count(value) }),
  /** As HAProxy calls it. */
  maxconn: value => ({ maxRequests: count(value) }),
  backup: value => ({ backup: yes(value) }),
  down: value => ({ down: yes(value) }),
  latency: value => ({ latencyMs: parseDuration(value ?? '') }),
}

function count(value: string | undefined): number {
  if (value !== undefined && /^\d{1,7}$/.test(value)) return Number(value)
  throw new Error('expected a whole number from 0 to 9999999')
}

function yes(value: string | undefined): boolean {
  if (value === undefined) return true
  throw new Error('stands alone, without a value')
}

function unknownWord(text: string, name: string): LbbenchError {
  const known = Object.keys(readers)
  const message = `backend "${text}" has an unknown word "${name}"${didYouMean(name, known)}`
  return new LbbenchError(
    'USAGE',
    message,
    'words: weight=5 max_fails=3 fail_timeout=10s max_conns=2 backup down latency=20ms',
  )
}
