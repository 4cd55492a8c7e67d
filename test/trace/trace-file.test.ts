import { describe, expect, it } from 'vitest'
import { openTrace } from '../../src/trace/trace-file.js'
import { section, temporaryFolder, type Went, written } from './temporary-traces.js'

const folder = temporaryFolder()
const went: readonly Went[] = [
  [0, 1, 2],
  [1, 3, 4],
]

describe('openTrace', () => {
  it('finds every trial, wherever in the blocks of the file it begins', async () => {
    // Sections of about 700 kB: their beginnings lie anywhere in blocks of 1 MiB, and one across two of them.
    const long = Array.from({ length: 20_000 }, (_, row): Went => [row % 2, row, row + 0.5])
    const text = Array.from({ length: 6 }, (_, round) => section('rr', round, long.slice(round * 17))).join('')
    const beginsBefore = 2 ** 20 - 5
    const pad = section('pad', 0, went, ['b1', 'x'.repeat(beginsBefore - section('pad', 0, went, ['b1', '']).length)])
    expect(pad.length).toBe(beginsBefore)
    const trace = await openTrace(written(folder, 'long', pad + text))
    expect(trace.sections.map(({ header }) => `${header.candidate} ${header.round}`)).toEqual([
      'pad 0',
      ...[0, 1, 2, 3, 4, 5].map(round => `rr ${round}`),
    ])
    expect(trace.sections.map(({ requests }) => requests)).toEqual([2, 20000, 19983, 19966, 19949, 19932, 19915])
    await trace.close()
  })

  for (const [what, text] of Object.entries({
    'an empty file': '',
    'a file of something else': '{"results": 1}\n',
    'a newer format': section('rr', 0, went).replace('trace 1', 'trace 2'),
  }))
    it(`says that ${what} is no trace`, async () => {
      const path = written(folder, 'wrong', text)
      await expect(openTrace(path)).rejects.toMatchObject({
        code: 'RESULTS_FILE',
        message: `${path} is not a decision trace`,
      })
    })

  it('says of a trace that was cut off which trial is not whole', async () => {
    const whole = section('rr', 0, went)
    const path = written(folder, 'cut', whole + section('lc', 1, went).slice(0, -5))
    await expect(openTrace(path)).rejects.toMatchObject({ message: `${path} is cut off: lc, round 2 has no end` })
    const middle = written(folder, 'middle', section('lc', 1, went).slice(0, -4) + whole)
    await expect(openTrace(middle)).rejects.toThrow('lc, round 2')
  })

  it('says what is wrong with a header', async () => {
    const path = written(folder, 'header', `${section('rr', 0, went)}lbbench trace 1 nonsense\n= 0\n`)
    await expect(openTrace(path)).rejects.toThrow('a trial begins with "lbbench trace 1 nonsense"')
  })

  it('names a file that is not there, and a folder', async () => {
    await expect(openTrace(`${folder}/nothing`)).rejects.toMatchObject({ code: 'RESULTS_FILE' })
    await expect(openTrace(folder)).rejects.toMatchObject({ code: 'RESULTS_FILE' })
  })
})
