import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HeadText, headOf } from '../../src/live/wire/head-text.js'
import { parseRequestHead } from '../../src/live/wire/request-head.js'

test('property: where a head lies in its chunk changes nothing of what is understood', () => {
  const value = fc.string({ unit: fc.constantFrom('a', 'Z', '9', ' ', '\t', ',', ':'), maxLength: 8 })
  const name = fc.constantFrom('A', 'Connection', 'Upgrade', 'X-Forwarded-For', 'Expect', 'Keep-Alive', 'X-Host')
  const line = fc.tuple(name, value).map(([n, v]) => `${n}:${v}\r\n`)
  const head = fc.tuple(fc.constantFrom('', '\r\n'), fc.array(line, { maxLength: 6 }))
  fc.assert(
    fc.property(head, fc.nat({ max: 40 }), fc.nat({ max: 40 }), ([empty, lines], before, after) => {
      const text = `${empty}PUT /a?b HTTP/1.1\r\nHost: h\r\ncontent-length: 12 \r\n${lines.join('')}\r\n`
      const bytes = Buffer.from('x'.repeat(before) + text + 'y'.repeat(after), 'latin1')
      const placed = new HeadText(bytes.toString('latin1', before), bytes, before)
      const there = parseRequestHead(placed, before + text.length)
      const alone = parseRequestHead(headOf(text), text.length)
      for (const field of ['host', 'x-host', 'content-length', 'connection'])
        expect(there.fields.value(field)).toBe(alone.fields.value(field))
      expect({ ...there, fields: { ...there.fields } }).toEqual({ ...alone, fields: { ...alone.fields } })
      expect(there).toMatchObject({ method: 'PUT', target: '/a?b', contentLength: 12, framing: 'length' })
      expect(there.fields.host).toBe('h')
    }),
    { seed: 1, numRuns: 300 },
  )
})
