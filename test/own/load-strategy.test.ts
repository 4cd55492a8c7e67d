import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadStrategy } from '../../src/own/load-strategy.js'
import { startWith, testPool } from '../strategies/test-pool.js'

const data = fileURLToPath(new URL('data/', import.meta.url))

/** As from the folder of the test data. */
const load = (label: string) => loadStrategy(join(data, label), label)

/** A file of its own in a folder of its own. */
function fileOf(name: string, text: string): [path: string, label: string] {
  const path = join(mkdtempSync(join(tmpdir(), 'lbbench-own-')), name)
  writeFileSync(path, text)
  return [path, `./${name}`]
}

describe('loadStrategy', () => {
  it.each([
    // TypeScript with types to strip, default export.
    ['./misbehaving.ts', 'misbehaving'],
    // The only strategy among the exports.
    ['./named.mjs', 'named'],
    // CommonJS, and a plain object that defineStrategy would take.
    ['./plain.cjs', 'plain'],
  ])('finds the strategy in %s', async (label, name) => {
    const { strategy, source } = await load(label)
    expect(strategy).toMatchObject({ name, family: 'own' })
    const sha256 = createHash('sha256')
      .update(readFileSync(join(data, label)))
      .digest('hex')
    expect(source).toEqual({ path: join(data, label), label, sha256 })
    const pool = testPool([1, 1, 1])
    expect(startWith(strategy, pool).pick({ client: '', path: '/', attempt: 0 }, 0)).toBe(0)
  })

  it('runs the file anew each time, so that nothing is left in its variables', async () => {
    const counting = 'let n = 0\nexport default { name: "n", summary: "n", start: () => ({ pick: () => n++ }) }'
    const file = fileOf('counting.mjs', counting)
    const picks = async () => (await loadStrategy(...file)).strategy.start({} as never, {}, {} as never, {} as never)
    const [first, second] = [await picks(), await picks()]
    expect([first, first, second].map(chooser => chooser.pick({} as never, 0))).toEqual([0, 1, 0])
  })

  it('gives "lbbench" to a file in any folder', async () => {
    const text =
      "import { defineStrategy, strategies } from 'lbbench'\nexport default defineStrategy({ ...strategies[0], name: 'like', aliases: undefined })"
    const file = fileOf(
      'like.ts',
      text
        .replace(', aliases: undefined', '')
        .replace('...strategies[0], ', 'summary: strategies[0].summary, start: strategies[0].start, '),
    )
    expect((await loadStrategy(...file)).strategy).toMatchObject({
      name: 'like',
      summary: expect.stringContaining('smooth'),
    })
  })
})

describe('loadStrategy refuses', () => {
  it.each([
    ['note.txt', 'hello'],
    ['fleet.yaml', 'name: fleet'],
  ])('%s, whatever it holds: it says what it wants', async (name, text) => {
    await expect(loadStrategy(...fileOf(name, text))).rejects.toMatchObject({
      code: 'STRATEGY_FILE',
      message: `./${name} is no strategy: it ends in ${extname(name)}`,
      hint: 'a strategy is a file that ends in .ts, .mts, .js, .mjs or .cjs',
    })
  })

  it.each([
    ['./none.ts', 'there is no file ./none.ts'],
    ['./beside', './beside is a folder, not a file'],
    ['./nothing.ts', './nothing.ts exports no strategy'],
    ['./two.ts', './two.ts exports 2 strategies'],
    [
      './throws.ts',
      './throws.ts threw TypeError "Cannot read properties of undefined (reading \'x\')" while it was loaded at ./throws.ts:6:24',
    ],
    [
      './throws-beside.ts',
      './throws-beside.ts threw RangeError "from a helper" while it was loaded at ./beside/helper.ts:4:9',
    ],
    ['./bad-name.ts', './bad-name.ts:3:30: "name" of a strategy must be lower-case letters'],
  ])('%s', async (label, message) => {
    await expect(load(label)).rejects.toMatchObject({
      code: 'STRATEGY_FILE',
      exitStatus: 2,
      message: expect.stringContaining(message),
    })
  })

  it.each([
    ['const right = 1\nconst wrong: = 2\n', './x.ts:2:14 does not parse'],
    ['export default { name: "ideal", summary: "x", start() {} }', 'is the name of the queue'],
    ['import "./nowhere.js"', "./x.ts cannot be loaded: Cannot find module './nowhere.js'"],
    ['export default () => 0', 'the default export of ./x.ts is not a strategy'],
    ['throw "a word"', './x.ts threw "a word" while it was loaded'],
    ['throw null', './x.ts threw object null while it was loaded'],
    [
      'import { defineStrategy } from "lbbench"\ndefineStrategy({ api: 2 } as never)',
      './x.ts:2:15: this strategy is written for version 2',
    ],
  ])('%j', async (text, message) => {
    await expect(loadStrategy(...fileOf('x.ts', text))).rejects.toMatchObject({
      code: 'STRATEGY_FILE',
      message: expect.stringContaining(message),
    })
  })
})
