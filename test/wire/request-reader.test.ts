import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestReader, type RequestSink } from '../../src/live/wire/request-reader.js'

/** What a reader makes of a byte stream: one line an event, bodies joined, so that splitting cannot show. */
function read(pieces: readonly Buffer[]): string[] {
  const events: string[] = []
  let raw = ''
  let content = ''
  let ended = false
  const sink: RequestSink = {
    requestHead: ({ method, target, framing, contentLength, keepAlive, fields }) => {
      raw = ''
      content = ''
      events.push(`${method} ${target} ${framing} ${contentLength} ${keepAlive} ${fields.kept}`)
    },
    requestBody: (chunk, from, to) => {
      raw += chunk.toString('latin1', from, to)
    },
    requestEnd: () => {
      events.push(`raw ${raw}`, `content ${content}`)
      ended = true
    },
    requestRefused: refusal => events.push(`refused ${refusal.status} ${refusal.message}`),
  }
  const reader = new RequestReader(sink, (chunk, from, to) => {
    content += chunk.toString('latin1', from, to)
  })
  for (const piece of pieces) {
    reader.feed(piece)
    while (ended) {
      ended = false
      reader.proceed()
    }
  }
  return events
}

const token = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,11}$/)
  .filter(
    name => !/^(host|te|content-length|transfer-encoding|connection|upgrade|keep-alive|proxy-connection)$/i.test(name),
  )
const value = fc.stringMatching(/^([!-~]([ -~]{0,20}[!-~])?)?$/)
const fieldLines = fc
  .array(fc.tuple(token, value), { maxLength: 5 })
  .map(fields => fields.map(([name, text]) => `${name}: ${text}\r\n`).join(''))
const content = fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes).toString('latin1'))

interface Expected {
  readonly bytes: string
  readonly content: string
  readonly kept: string
  readonly target: string
}

const bodiless = fc.record({ fields: fieldLines, target: fc.webPath() }).map(({ fields, target }): Expected => {
  const path = `/${target.replace(/^\//, '')}`
  const kept = `Host: h\r\n${fields}`
  return { bytes: `GET ${path} HTTP/1.1\r\n${kept}\r\n`, content: '', kept, target: path }
})

const sized = fc.record({ fields: fieldLines, content }).map((body): Expected => {
  const kept = `Host: h\r\n${body.fields}Content-Length: ${body.content.length}\r\n`
  return { bytes: `POST /sized HTTP/1.1\r\n${kept}\r\n${body.content}`, content: body.content, kept, target: '/sized' }
})

const chunk = fc.record({
  data: content.filter(data => data !== ''),
  extension: fc.constantFrom('', ';a', ';a=1;b="x y"'),
  upper: fc.boolean(),
  zeros: fc.nat(3),
})
const inChunks = fc
  .record({ fields: fieldLines, chunks: fc.array(chunk, { maxLength: 4 }), trailers: fieldLines })
  .map((body): Expected => {
    const kept = `Host: h\r\n${body.fields}`
    const coded = body.chunks.map(({ data, extension, upper, zeros }) => {
      const hex = data.length.toString(16)
      return `${'0'.repeat(zeros)}${upper ? hex.toUpperCase() : hex}${extension}\r\n${data}\r\n`
    })
    const bytes = `PUT /chunked HTTP/1.1\r\n${kept}Transfer-Encoding: chunked\r\n\r\n${coded.join('')}0\r\n${body.trailers}\r\n`
    return { bytes, content: body.chunks.map(({ data }) => data).join(''), kept, target: '/chunked' }
  })

const request = fc.oneof(bodiless, sized, inChunks)

describe('reading requests', () => {
  test('property: any sequence of requests is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 4 }), requests => {
        const events = read([Buffer.from(requests.map(({ bytes }) => bytes).join(''), 'latin1')])
        expect(events).toHaveLength(requests.length * 3)
        requests.forEach((expected, i) => {
          const head = events[3 * i]!
          expect(head.split(' ')[1]).toBe(expected.target)
          expect(head.endsWith(expected.kept)).toBe(true)
          expect(events[3 * i + 1]).toBe(`raw ${expected.bytes.slice(expected.bytes.indexOf('\r\n\r\n') + 4)}`)
          expect(events[3 * i + 2]).toBe(`content ${expected.content}`)
        })
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  test('property: where the stream is split makes no difference', () => {
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(2_000), { maxLength: 12 }),
        (requests, cuts) => {
          const bytes = Buffer.from(requests.map(one => one.bytes).join(''), 'latin1')
          expect(read(split(bytes, cuts))).toEqual(read([bytes]))
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  test('property: nor does it for broken streams, and nothing but a Refusal is ever thrown', () => {
    const damage = fc.record({
      at: fc.nat(400),
      bytes: fc.constantFrom('\n', '\r', '\0', ' ', ':', ';', 'x', '\r\n', '5', ''),
    })
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 2 }),
        damage,
        fc.array(fc.nat(400), { maxLength: 8 }),
        (requests, { at, bytes }, cuts) => {
          const text = requests.map(one => one.bytes).join('')
          const broken = Buffer.from(text.slice(0, at) + bytes + text.slice(at + 1), 'latin1')
          const whole = read([broken])
          const pieces = read(split(broken, cuts))
          // A stray control byte may be seen before the head is complete, and then is named instead of another fault.
          const isRefused = (events: readonly string[]): boolean => events.at(-1)?.startsWith('refused') ?? false
          expect(isRefused(pieces)).toBe(isRefused(whole))
          expect(pieces.filter(event => !event.startsWith('refused'))).toEqual(
            whole.filter(event => !event.startsWith('refused')),
          )
        },
      ),
      { seed: 3, numRuns: 1_000 },
    )
  })

  test('byte by byte', () => {
    const text =
      'POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: 1\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n'
    const bytes = Buffer.from(text)
    const events = read(Array.from(bytes, (_byte, i) => bytes.subarray(i, i + 1)))
    expect(events).toEqual(read([bytes]))
    expect(events[2]).toBe('content abc')
    expect(events[3]).toMatch(/^GET \/b none 0 true /)
  })
})

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.filter(cut => cut < bytes.length), bytes.length].sort((a, b) => a - b)
  return at.slice(1).map((end, i) => bytes.subarray(at[i]!, end))
}
