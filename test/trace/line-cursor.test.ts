import { open } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineCursor } from '../../src/trace/line-cursor.js'
import { temporaryFolder, written } from './temporary-traces.js'

const folder = temporaryFolder()

it('gives every line of a part of a file, however long the lines are', async () => {
  const line = fc.oneof(fc.nat(30), fc.integer({ min: 100_000, max: 300_000 })).map(length => 'x'.repeat(length))
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), async (lines, skip) => {
      const path = written(folder, 'lines', `${lines.join('\n')}\n`)
      const skipped = lines.slice(0, skip % lines.length)
      const fromByte = skipped.reduce((sum, { length }) => sum + length + 1, 0)
      expect(await linesOf(path, fromByte)).toEqual(lines.slice(skipped.length))
    }),
    { seed: 1, numRuns: 30 },
  )
})

async function linesOf(path: string, fromByte: number): Promise<string[]> {
  const file = await open(path)
  const cursor = new LineCursor(file, fromByte, (await file.stat()).size)
  const lines: string[] = []
  for (;;) {
    if (cursor.spent) await cursor.fill()
    const line = cursor.take()
    if (line === undefined) break
    lines.push(line)
  }
  await file.close()
  return lines
}
