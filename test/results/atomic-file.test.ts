import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeAtomically } from '../../src/results/atomic-file.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-atomic-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('writeAtomically', () => {
  it('of many at once leaves one whole text, and nothing else', async () => {
    const path = join(folder, 'file')
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(100_000))
    await Promise.all(texts.map(text => writeAtomically(path, text)))
    expect(texts).toContain(readFileSync(path, 'utf8'))
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it('leaves nothing behind where it cannot write', async () => {
    const inside = join(folder, 'inside')
    mkdirSync(join(inside, 'taken/by-a-folder'), { recursive: true })
    const writing = writeAtomically(join(inside, 'taken'), 'text')
    await expect(writing).rejects.toMatchObject({
      code: 'OUTPUT',
      message: expect.stringMatching(/^cannot write .*taken: /),
    })
    expect(readdirSync(inside)).toEqual(['taken'])
  })
})
