import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'
import type { Parser } from 'autocannon'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictly } from '../../src/live/load/strict-lines.js'

/** The parser that autocannon uses, whichever copy that is. */
const requireAsAutocannon = createRequire(createRequire(import.meta.url).resolve('autocannon'))
const { HTTPParser } = requireAsAutocannon('http-parser-js') as { HTTPParser: new (type: string) => Parser }
const seed = { seed: 1 }

const head = (...lines: string[]): string => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`
const chunked = (chunks: string): string => head('Transfer-Encoding: chunked') + chunks

const good: [name: string, answer: string][] = [
  ['a length', `${head('Content-Length: 5')}hello`],
  ['a length of 0', head('Content-Length: 0')],
  ['a length with leading zeros', `${head('Content-Length: 005')}hello`],
  ['a length said twice alike', `${head('Content-Length: 5', 'content-length: 5')}hello`],
  ['no reason', 'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n'],
  ['an empty reason', 'HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n'],
  ['a status without a name', 'HTTP/1.1 799 Hm\r\nContent-Length: 0\r\n\r\n'],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['an empty line first', `\r\n${head('Content-Length: 0')}`],
  ['a header of all the signs a name may have', head("!#$%&'*+-.^_`|~0aZ: x", 'Content-Length: 0')],
  ['an empty header', head('X:', 'Content-Length: 0')],
  ['a folded header', head('X: a', '\tb', 'Content-Length: 0')],
  ['chunks', chunked('5\r\nhello\r\n0\r\n\r\n')],
  ['chunks, said in capitals', `${head('TRANSFER-ENCODING: Chunked')}A\r\n0123456789\r\n0\r\n\r\n`],
  ['chunk sizes with leading zeros', chunked('00000000000000000005\r\nhello\r\n000\r\n\r\n')],
  ['chunk extensions', chunked('5;a=b\r\nhello\r\n5 ; c="d;e"\r\nhello\r\n0;f\r\n\r\n')],
  ['trailers', chunked('0\r\nX: y\r\n\r\n')],
]

const bad: [name: string, answer: string][] = [
  ['a negative chunk size', chunked('-5\r\nhello\r\n0\r\n\r\n')],
  ['a chunk size that is no number', chunked('zz\r\nhello\r\n0\r\n\r\n')],
  ['no chunk size', chunked('\r\nhello\r\n0\r\n\r\n')],
  ['a chunk size as in C', chunked('0x5\r\nhello\r\n0\r\n\r\n')],
  ['a chunk size with a sign', chunked('+5\r\nhello\r\n0\r\n\r\n')],
  ['a chunk size with something behind it', chunked('5 hello\r\nhello\r\n0\r\n\r\n')],
  ['a chunk size beyond counting', chunked('fffffffffffffff\r\nhello')],
  ['a chunk longer than its size', chunked('2\r\nhello\r\n0\r\n\r\n')],
  ['a chunk extension without end', chunked(`5;${'x'.repeat(100_000)}`)],
  ['a trailer without end', chunked(`0\r\nX: ${'x'.repeat(100_000)}`)],
  ['a negative length', `${head('Content-Length: -1')}hello`],
  ['a length far behind', `${head('Content-Length: -1000000')}hello`],
  ['a length in hexadecimal', `${head('Content-Length: 0x5')}hello`],
  ['a length with an exponent', `${head('Content-Length: 5e0')}hello`],
  ['a length with a sign', `${head('Content-Length: +5')}hello`],
  ['an empty length', `${head('Content-Length:')}hello`],
  ['a length beyond counting', `${head('Content-Length: 9007199254740993')}hello`],
  ['two lengths', `${head('Content-Length: 5', 'Content-Length: 4')}hello`],
  ['two lengths that only look the same number', `${head('Content-Length: 5', 'Content-Length: 05')}hello`],
  ['a list of lengths', `${head('Content-Length: 5, 5')}hello`],
  ['a length and chunks', head('Content-Length: 5', 'Transfer-Encoding: chunked')],
  ['chunks and a length', head('Transfer-Encoding: chunked', 'Content-Length: 5')],
  ['chunks twice', head('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')],
  ['a coding we did not offer', head('Transfer-Encoding: gzip, chunked')],
  ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['HTTP/2.0', 'HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['HTTP/1.2', 'HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['status 099', 'HTTP/1.1 099 Hm\r\nContent-Length: 0\r\n\r\n'],
  ['status 1000', 'HTTP/1.1 1000 Hm\r\nContent-Length: 0\r\n\r\n'],
  ['a reason glued to the status', 'HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n'],
  ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
  ['a bare line feed behind a header', 'HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n'],
  ['a bare line feed behind the head', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\n'],
  ['a bare line feed behind a chunk', chunked('5\r\nhello\n0\r\n\r\n')],
  ['a bare carriage return', 'HTTP/1.1 200 OK\rX: y\r\nContent-Length: 0\r\n\r\n'],
  ['a line without a colon', head('hello', 'Content-Length: 0')],
  ['a space before the colon', `${head('Content-Length : 5')}hello`],
]

describe('parseStrictly', () => {
  it.each(good)('takes %s', (_, answer) => {
    expect(parse([answer])).toEqual({ messages: 1, refused: false })
  })

  it.each(bad)('refuses %s', (_, answer) => {
    expect(parse([answer])).toEqual({ messages: 0, refused: true })
  })

  it('says the same however the bytes are cut', () => {
    const answers = [...good, ...bad].map(([, answer]) => answer).filter(answer => answer.length < 1000)
    const cuts = fc.array(fc.nat(80), { maxLength: 12 })
    const property = fc.property(fc.constantFrom(...answers), cuts, (answer, at) => {
      expect(parse(pieces(answer, at))).toEqual(parse([answer]))
    })
    fc.assert(property, { ...seed, numRuns: 500 })
    for (const answer of answers) expect(parse([...answer])).toEqual(parse([answer]))
  })

  it('takes as a chunk size what is hexadecimal, and nothing else', () => {
    const size = fc.string({ unit: fc.constantFrom(...'05aF-+x .z'), minLength: 1, maxLength: 4 })
    const property = fc.property(size, text => {
      const wanted = /^[\da-f]+$/i.test(text)
      const bytes = wanted ? Number.parseInt(text, 16) : 0
      const body = bytes === 0 ? '' : `${'x'.repeat(bytes)}\r\n0\r\n`
      expect(parse([chunked(`${text}\r\n${body}\r\n`)])).toEqual({ messages: wanted ? 1 : 0, refused: !wanted })
    })
    fc.assert(property, { ...seed, numRuns: 1000 })
  })

  it('leaves the parser fit for the answers that follow', () => {
    const answers = good.map(([, answer]) => answer)
    expect(parse([answers.join('')])).toEqual({ messages: answers.length, refused: false })
  })
})

/** Within a second, or it throws: the parser as it comes can read in a circle, where no test's own timeout helps. */
function parse(parts: readonly string[]): { messages: number; refused: boolean } {
  return runInNewContext('read()', { read: () => read(parts) }, { timeout: 1000 })
}

function read(parts: readonly string[]): { messages: number; refused: boolean } {
  const parser = new HTTPParser('RESPONSE')
  parseStrictly(parser)
  let messages = 0
  const { kOnMessageComplete } = HTTPParser as unknown as Record<string, number>
  parser[kOnMessageComplete] = () => {
    messages++
  }
  const refused = parts.some(part => parser.execute(Buffer.from(part, 'latin1')) instanceof Error)
  return { messages, refused }
}

function pieces(text: string, at: readonly number[]): string[] {
  const cuts = [0, ...at.filter(cut => cut < text.length).sort((a, b) => a - b), text.length]
  return cuts.slice(1).map((end, i) => text.slice(cuts[i], end))
}
