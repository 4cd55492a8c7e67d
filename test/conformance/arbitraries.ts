import fc from 'fast-check'
import type { Addresses } from './letter-backends.js'

/** What cases are drawn from. Servers are lettered in order; those that refuse are in upper case. */

export const letters = 'abcdefg'
/** Nobody listens on port 1 of loopback addresses. */
const closedPort = 1

/** One server as an entry of a list of backends. */
interface ServerDraw {
  readonly weight: number
  readonly words: readonly string[]
  readonly refuses: boolean
}

export interface ServerBounds {
  readonly minServers?: number
  readonly maxServers?: number
  readonly maxWeight?: number
  /** Of ten servers so many are down, or refuse. */
  readonly downs?: number
  readonly refusals?: number
  /** Words behind each server, e.g. max_fails. */
  readonly words?: fc.Arbitrary<readonly string[]>
}

/** Entries of a list of backends, e.g. "a=127.0.0.1:4001*3 down". */
export function servers(backends: Addresses, bounds: ServerBounds = {}): fc.Arbitrary<readonly string[]> {
  const { minServers = 1, maxServers = letters.length, maxWeight = 8, downs = 0, refusals = 0, words } = bounds
  const server = fc.record({
    weight: fc.integer({ min: 1, max: maxWeight }),
    isDown: fc.nat(9).map(n => n < downs),
    refuses: fc.nat(9).map(n => n < refusals),
    words: words ?? fc.constant([]),
  })
  return fc
    .array(server, { minLength: minServers, maxLength: maxServers, size: 'max' })
    .map(drawn =>
      drawn.map(({ isDown, words, ...rest }, i) =>
        entry(backends, { ...rest, words: isDown ? [...words, 'down'] : words }, i),
      ),
    )
}

function entry(backends: Addresses, { weight, words, refuses }: ServerDraw, i: number): string {
  const name = refuses ? letters[i]!.toUpperCase() : letters[i]!
  const address = refuses ? `127.0.0.${i + 2}:${closedPort}` : backends.address(letters[i]!)
  return [`${name}=${address}*${weight}`, ...words].join(' ')
}

/** Names of a list's servers. */
export function namesOf(entries: readonly string[]): string[] {
  return entries.map(text => text[0]!)
}

/** The steps that make those of the list that refuse do so. */
export function refusing(entries: readonly string[]): string[] {
  return namesOf(entries)
    .filter(name => name !== name.toLowerCase())
    .map(name => `fail ${name}`)
}

/** Requests that are held, ended and sent in between. Servers that have nothing to end are passed over. */
export function loads(names: readonly string[], length = 30): fc.Arbitrary<readonly string[]> {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('get') },
    { weight: 6, arbitrary: fc.constant('hold') },
    { weight: 3, arbitrary: fc.constantFrom(...names).map(name => `end ${name}`) },
    { weight: 1, arbitrary: fc.constantFrom(...names).map(name => `end ${name} all`) },
  )
  return fc.array(step, { minLength: length, maxLength: length })
}

const keyCharacter = fc.constantFrom(...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)))

/** Keys as they may stand in a header: any visible ASCII, sometimes long, sometimes none. */
export const key: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: fc.string({ unit: keyCharacter, minLength: 1, maxLength: 24 }) },
  { weight: 4, arbitrary: fc.nat(999).map(n => `user-${n}`) },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.string({ unit: keyCharacter, minLength: 200, maxLength: 300 }) },
)

/** As programs write them (RFC 5952): of X-Forwarded-For nginx does not understand all that RFC 4291 allows, "1:2:3:4:5:6:7::". */
export const address: fc.Arbitrary<string> = fc.oneof(
  fc.ipV4(),
  fc.ipV4(),
  fc.ipV6().map(text => new URL(`http://[${text}]`).hostname.slice(1, -1)),
)

/** A request with that key or of that client. */
export function get(client: string): string {
  return `get ${JSON.stringify(client)}`
}

/** The same cases every time, but for the ports. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number, count = 100): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed })
}
