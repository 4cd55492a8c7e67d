import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, fenced } from '../../src/report/markdown-text.js'

describe('escaped', () => {
  it.each<[string, string]>([
    ['![x](http://evil/y.png)', '![x\\](http://evil/y.png)'],
    ['see [x](y) and [x][y]', 'see [x\\](y) and [x\\][y]'],
    ['[x]: http://evil', '\\[x\\]: http://evil'],
    ['a | b *c* <i>', 'a \\| b \\*c\\* \\<i\\>'],
    // Intervals are read, not clicked.
    ['lc = 12 [10, 14] ms', 'lc = 12 [10, 14] ms'],
    ['lc (12 [10, 14]), rr', 'lc (12 [10, 14]), rr'],
  ])('%j', (text, markdown) => {
    expect(escaped(text)).toBe(markdown)
  })

  it('leaves no link, image or definition in any text', () => {
    const part = fc.constantFrom('!', '[', ']', '(', ')', ':', '\\', 'x', ' ', '\n')
    fc.assert(
      fc.property(
        fc.array(part).map(parts => parts.join('')),
        text => {
          // An escaped mark is a letter: what is left is what Markdown reads.
          const left = escaped(text).replaceAll(/\\[!-/:-@[-`{-~]/g, 'x')
          expect(left).not.toMatch(/\][([:]|^\s*\[/)
        },
      ),
    )
  })
})

describe('fenced', () => {
  it('is left by nothing that stands in it', () => {
    const part = fc.constantFrom('`', '```', '````', '~~~', '\n', '\r', 'x', ' ')
    const line = fc.array(part, { maxLength: 8 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), lines => {
        const [open, ...rest] = fenced(lines).split('\n')
        const close = rest.pop()!
        expect(open).toBe(`${close}text`)
        expect(rest).toHaveLength(lines.length)
        // CommonMark ends a fence at as many backticks or more, alone on a line.
        for (const inner of rest) expect(/^ {0,3}(`+)\s*$/.exec(inner)?.[1]?.length ?? 0).toBeLessThan(close.length)
      }),
    )
  })

  it('is plain where nothing asks for more', () => {
    expect(fenced(['a'], 'sh')).toBe('```sh\na\n```')
  })
})
