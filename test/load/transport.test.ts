import { EventEmitter } from 'node:events'
import type { Client } from 'autocannon'
import { describe, expect, it } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { adoptClient } from '../../src/live/load/adopt-client.js'
import { assertTransport } from '../../src/live/load/transport.js'

describe('assertTransport', () => {
  it('takes the version that is installed', () => {
    expect(() => assertTransport()).not.toThrow()
  })

  it.each(['8.0.0', '9.0.1', '9.1.0', '9.0.0-rc.1'])('refuses %s, saying what to do', version => {
    const failure = caught(() => assertTransport(version))
    expect(failure).toBeInstanceOf(LbbenchError)
    expect(failure.code).toBe('GENERATOR_FAILED')
    expect(failure.message).toContain(`${version}, but lbbench needs exactly 9.0.0`)
    expect(failure.hint).toContain('npm ci')
  })
})

describe('adoptClient', () => {
  const adopter = { request: () => '', head: () => false, complete: () => true, parsed: () => {} }

  it('names the member that an altered autocannon lacks', () => {
    const client = Object.assign(new EventEmitter(), {
      _connect() {},
      _destroyConnection() {},
      getRequestBuffer() {},
      destroy() {},
    })
    expect(caught(() => adoptClient(client as unknown as Client, adopter)).message).toMatch(/lacks _doRequest, parser,/)
  })

  it('looks at those the constructor adds later, too', () => {
    const early = {
      _connect() {},
      _doRequest() {},
      _destroyConnection() {},
      getRequestBuffer() {},
      destroy() {},
      parser: {},
    }
    const client = Object.assign(new EventEmitter(), early) as unknown as Client
    adoptClient(client, adopter)
    const failure = caught(() => client._connect())
    expect(failure.message).toMatch(/lacks timeoutTicker, pipelinedRequests, requestIterator,/)
  })
})

function caught(action: () => void): LbbenchError {
  try {
    action()
  } catch (error) {
    return error as LbbenchError
  }
  throw new Error('nothing was thrown')
}
