import type { Client, ParsedHead } from 'autocannon'
import { LbbenchError } from '../../errors.js'
import { parseStrictly } from './strict-lines.js'

/** What the adopter supplies and is told. */
export interface Adopter {
  /** What to write next. */
  request(): string
  /** A head was parsed. @returns true where no body follows */
  head(head: ParsedHead): boolean
  /** A message is complete. @returns false to hide it from autocannon */
  complete(): boolean
  /** A chunk of so many bytes went through the parser. */
  parsed(length: number, result: number | Error): void
}

/**
 * Takes the wheel of an autocannon client in its `setupClient` hook. It no longer connects, reconnects or sends by
 * itself; the two functions returned do. Its own listeners, parser, clocks and counters stay. Throws `LbbenchError`
 * GENERATOR_FAILED (out of the client's constructor) where a member it relies on is missing.
 */
export function adoptClient(client: Client, adopter: Adopter): { dial(): void; write(): void } {
  assertMembers(client, ['_connect', '_doRequest', '_destroyConnection', 'getRequestBuffer', 'destroy', 'parser'])
  const { _connect, _doRequest, _destroyConnection } = client
  client.getRequestBuffer = () => adopter.request()
  client._doRequest = () => {}
  client._destroyConnection = () => {
    if (client.conn !== undefined) _destroyConnection.call(client)
  }
  // First called at the end of the constructor, when all members are there; later by its 'error' and 'end' listeners.
  client._connect = () => {
    client._connect = () => {}
    silence(client)
    hookParser(client, adopter)
  }
  return { dial: () => _connect.call(client), write: () => _doRequest.call(client) }
}

/**
 * Turns off what costs time and is not used: the timer a connection, the copy of each body, the clone of each context.
 */
function silence(client: Client): void {
  assertMembers(client, ['timeoutTicker', 'pipelinedRequests', 'requestIterator'])
  client.timeoutTicker.clear()
  client.timeoutTicker = { reschedule: () => {}, clear: () => {} }
  client.pipelinedRequests.addBody = () => {}
  client.requestIterator.nextRequest = () => client.requestIterator.currentRequest
}

function hookParser(client: Client, adopter: Adopter): void {
  const { parser } = client
  assertMembers(parser, ['initialize', 'execute', 'finish', 'consumeLine', 'state', 'line', 'info', 'connection'])
  assertMembers(parser.constructor, ['kOnHeadersComplete', 'kOnMessageComplete', 'encoding'])
  // Its "ascii" drops the eighth bit of each byte, which makes carriage returns of letters and spoils cookies.
  Object.assign(parser.constructor, { encoding: 'latin1' })
  parseStrictly(parser)
  const { kOnHeadersComplete, kOnMessageComplete } = parser.constructor as unknown as Record<string, number>
  const onHead = parser[kOnHeadersComplete]
  const onComplete = parser[kOnMessageComplete]
  const { execute } = parser
  parser[kOnHeadersComplete] = head => {
    onHead(head)
    return adopter.head(head)
  }
  parser[kOnMessageComplete] = head => {
    if (adopter.complete()) onComplete(head)
  }
  parser.execute = chunk => {
    const result = execute.call(parser, chunk)
    adopter.parsed(chunk.length, result)
    return result
  }
}

function assertMembers(owner: object, names: readonly string[]): void {
  const missing = names.filter(name => !(name in owner))
  if (missing.length === 0) return
  throw new LbbenchError(
    'GENERATOR_FAILED',
    `this copy of autocannon lacks ${missing.join(', ')}, which lbbench builds on`,
    'Run "npm ci" in the folder of lbbench to restore the pinned version.',
  )
}
