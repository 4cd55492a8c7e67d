import type { Parser } from 'autocannon'

/**
 * Makes a parser of http-parser-js read as RFC 9112 wants it read. As it comes, it takes "0x2" and "2e0" for a length,
 * "zz" for the last chunk, "-5" for a chunk to be found five bytes *back* (it then reads the same line for ever, and
 * no timer fires any more), and does not mind two lengths that contradict. Whoever counts such an answer as good says
 * that a broken server works. A fault makes `execute` return an Error.
 *
 * All of it hangs on `consumeLine`, the one place every line goes through before the parser acts on it.
 */
export function parseStrictly(parser: Parser): void {
  const { consumeLine } = parser
  parser.consumeLine = () => {
    const begun = parser.line
    const from = parser.offset
    const line = consumeLine.call(parser)
    if (line === undefined) assertBounded(parser.line)
    else {
      assertCrLf(parser, begun, from)
      assertLine(parser, line)
    }
    return line
  }
}

/** The parser limits heads only; chunk extensions and trailers could go on until memory ends. */
const maxLineLength = 80 * 1024

function assertBounded(unfinished: string): void {
  if (unfinished.length > maxLineLength) throw new Error('line too long')
}

/** @param begun the line's part from earlier bytes; `from`: where the rest begins in the current ones */
function assertCrLf({ chunk, offset }: Parser, begun: string, from: number): void {
  const lineFeed = offset - 1
  const closed = lineFeed > from ? chunk[lineFeed - 1] === carriageReturn : begun.endsWith('\r')
  if (!closed) throw new Error('line feed without carriage return')
}

const carriageReturn = 0x0d

function assertLine(parser: Parser, line: string): void {
  switch (parser.state) {
    case 'RESPONSE_LINE':
      // Empty lines before the status line are skipped, as every client does.
      if (line !== '' && !statusLine.test(line)) throw new Error('bad status line')
      break
    case 'HEADER':
      if (line === '') assertFraming(parser)
      else if (!fieldLine.test(line)) throw new Error('bad header line')
      break
    case 'BODY_CHUNKHEAD':
      if (!chunkHead.test(line)) throw new Error('bad chunk size')
  }
}

/** RFC 9112 4, HTTP/1.x only; the reason and the space before it are often left out. */
const statusLine = /^HTTP\/1\.[01] [1-9]\d\d(?: .*)?$/

/** RFC 9112 5: a name right up to its colon, or the rest of a folded value (5.2: a user agent reads it as a space). */
const fieldLine = /^(?:[!#$%&'*+.^_`|~\w-]+:|[ \t])/

/** RFC 9112 7.1: hexadecimal digits, at most 2^52 in value, then extensions or nothing. */
const chunkHead = /^0*[\da-f]{1,13}(?:[ \t]*;.*)?$/i

/** RFC 9112 6.3: a body's end must be told one way only, and by a number that is one. */
function assertFraming({ info }: Parser): void {
  const lengths = valuesOf(info.headers, 'content-length')
  const codings = valuesOf(info.headers, 'transfer-encoding')
  if (lengths.some(length => length !== lengths[0] || !decimal.test(length))) throw new Error('bad Content-Length')
  if (codings.length === 0) return
  // 6.1: HTTP/1.0 knows no transfer codings. We offer none but chunked.
  const chunked = codings.length === 1 && codings[0].toLowerCase() === 'chunked' && info.versionMinor > 0
  if (!chunked || lengths.length > 0) throw new Error('bad Transfer-Encoding')
}

/** Below 2^53, so that the parser's floating point is exact. */
const decimal = /^\d{1,15}$/

/** @param raw names and values in turn */
function valuesOf(raw: readonly string[], name: string): string[] {
  const values: string[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (raw[i].length === name.length && raw[i].toLowerCase() === name) values.push(raw[i + 1])
  }
  return values
}
