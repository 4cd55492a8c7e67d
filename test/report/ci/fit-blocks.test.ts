import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitBlocks } from '../../../src/report/ci/fit-blocks.js'

const note = '(cut)'
const words = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀'), minLength: 1, maxLength: 200 })
const table = fc.array(words, { minLength: 1, maxLength: 20 }).map(rows => tableOf(rows))
const tableOf = (rows: readonly string[]): string => ['| head |', '|---|', ...rows.map(row => `| ${row} |`)].join('\n')

describe('blocks that must fit', () => {
  it('never take more bytes than there are, in UTF-8', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, table)), fc.integer({ min: 0, max: 4000 }), (blocks, most) => {
        expect(Buffer.byteLength(fitBlocks(blocks, most, note))).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('are whole where they fit', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, table), { minLength: 1 }), blocks => {
        expect(fitBlocks(blocks, 1e6, note)).toBe(`${blocks.join('\n\n')}\n`)
      }),
    )
  })

  it('lose whole blocks from the end, and rows of a table that keeps its head', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, table)), fc.integer({ min: 20, max: 4000 }), (blocks, most) => {
        const text = fitBlocks(blocks, most, note)
        fc.pre(text.endsWith(`${note}\n`))
        const kept = text.trimEnd().split('\n\n').slice(0, -1)
        for (const [i, block] of kept.entries()) {
          const whole = blocks.filter(one => one !== '')[i]!
          if (block === whole) continue
          expect(i).toBe(kept.length - 1)
          expect(whole.split('\n').slice(0, block.split('\n').length)).toEqual(block.split('\n'))
          expect(block.split('\n').length).toBeGreaterThan(2)
        }
      }),
    )
  })

  it('never leave a fence or a fold open', () => {
    const fence = ['```text', '|---|', 'x'.repeat(500), '```'].join('\n')
    expect(fitBlocks(['first', fence], 300, note)).toBe(`first\n\n${note}\n`)
    const fold = ['<details>', '', tableOf(['x'.repeat(500)]), '', '</details>'].join('\n')
    expect(fitBlocks(['first', fold], 300, note)).toBe(`first\n\n${note}\n`)
  })
})
