import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headOf } from '../../src/live/wire/head-text.js'
import { limits } from '../../src/live/wire/limits.js'
import { parseRequestHead } from '../../src/live/wire/request-head.js'
import { SentRequest } from '../../src/live/wire/sent-request.js'
import type { Upstream } from '../../src/live/wire/upstream.js'

const text = 'PUT / HTTP/1.1\r\nHost: h\r\n\r\n'
const head = 'PUT / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.0.0.7\r\n\r\n'

function request(): SentRequest {
  const parsed = parseRequestHead(headOf(text), text.length)
  const sentWith = { lines: parsed.fields.kept, forwardedFor: '10.0.0.7', host: 'localhost', added: '' }
  return new SentRequest(parsed, sentWith)
}

/** Sends over a connection that only writes down what it is given. */
function sent(from: SentRequest): { readonly bytes: string; readonly writes: number } {
  const written: string[] = []
  const upstream = {
    write: (data: string | Buffer) => written.push(data.toString('latin1')) > 0,
    cork: () => {},
    uncork: () => {},
  }
  from.writeTo(upstream as unknown as Upstream)
  return { bytes: written.join(''), writes: written.length }
}

const piece = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes))

describe('a request on its way', () => {
  test('property: is the same at every try, however its body came', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.array(piece, { maxLength: 20 }), (before, after) => {
        const one = request()
        for (const bytes of before) one.add(bytes)
        expect(sent(one).bytes).toBe(head + Buffer.concat(before).toString('latin1'))
        for (const bytes of after) one.add(bytes)
        for (let i = 0; i < 2; i++)
          expect(sent(one).bytes).toBe(head + Buffer.concat([...before, ...after]).toString('latin1'))
      }),
      { seed: 1 },
    )
  })

  test('leaves alone what it was given: the buffer may belong to the next request too', () => {
    const shared = Buffer.from('onetwo')
    const one = request()
    one.add(shared.subarray(0, 3))
    one.add(Buffer.from('XYZ'))
    expect(shared.toString()).toBe('onetwo')
    expect(sent(one).bytes).toBe(`${head}oneXYZ`)
  })

  test('a body that trickled in is kept as one piece: many small buffers cost two hundred times their size', () => {
    const one = request()
    for (let i = 0; i < limits.replayBytes; i++) one.add(Buffer.from([i & 255]))
    const { bytes, writes } = sent(one)
    expect(bytes.length).toBe(head.length + limits.replayBytes)
    expect(writes).toBe(2)
  })

  test('a body beyond the limit is all there at the first try, and then given up', () => {
    const one = request()
    one.add(Buffer.alloc(limits.replayBytes, 'x'))
    one.add(Buffer.from('!'))
    expect(sent(one).bytes).toBe(`${head}${'x'.repeat(limits.replayBytes)}!`)
    expect(one.whole).toBe(false)
    const two = request()
    two.add(Buffer.from('x'))
    sent(two)
    expect(two.whole).toBe(true)
    two.add(Buffer.alloc(limits.replayBytes))
    expect(two.whole).toBe(false)
  })
})
