import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { readResults, writeResults } from '../../src/results/results-file.js'
import { syntheticResults } from './synthetic.js'

const results = syntheticResults(
  [
    { candidate: 'rr', factor: 1, errorShare: 0.02, twinFactor: 1 },
    { candidate: 'p2c?choices=3', factor: 2 },
    { candidate: 'virtual:lc', factor: 2 },
  ],
  2,
  { idealFactor: 1 },
)

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lbbench-results-'))
})
afterEach(() => rm(directory, { recursive: true }))

const failure = (path: string): Promise<unknown> =>
  readResults(path).then(
    () => undefined,
    error => error,
  )

test('what is written is what is read, by directory or by file; no temporary file stays', async () => {
  await writeResults(directory, results)
  expect(await readResults(directory)).toEqual(results)
  expect(await readResults(join(directory, 'results.json'))).toEqual(results)
  expect(await readdir(directory)).toEqual(['results.json'])
})

test('a second write replaces the first', async () => {
  await writeResults(directory, results)
  await writeResults(directory, { ...results, complete: false })
  expect((await readResults(directory)).complete).toBe(false)
})

test('keys of a later version are kept, not refused', async () => {
  const later = { ...JSON.parse(JSON.stringify(results)), novelty: 1 }
  later.candidates[0].rounds[0].novelty = [{ deep: true }]
  await writeFile(join(directory, 'results.json'), JSON.stringify(later))
  expect(await readResults(directory)).toEqual(later)
})

test('a file from before virtual time is live throughout, without twins and ideal', async () => {
  const live = syntheticResults([{ candidate: 'rr', factor: 1 }], 2)
  const { ideal: _ideal, ...earlier } = JSON.parse(JSON.stringify(live))
  for (const candidate of earlier.candidates) {
    for (const key of ['world', 'twin', 'overIdeal']) delete candidate[key]
    for (const round of candidate.rounds) delete round.twin
  }
  await writeFile(join(directory, 'results.json'), JSON.stringify(earlier))
  expect(await readResults(directory)).toEqual(live)
})

test('writing where nothing can be written names the path', async () => {
  await writeFile(join(directory, 'file'), '')
  const error = await writeResults(join(directory, 'file'), results).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'OUTPUT', message: expect.stringContaining(join('file', 'results.json')) })
})

describe('a file that is none', () => {
  test.each([
    ['not JSON', '{"schema":', /is not JSON/],
    [
      'another schema',
      '{"schema":"lbbench/results@2"}',
      /has the schema "lbbench\/results@2"; expected "lbbench\/results@1"/,
    ],
    ['no schema', '[]', /has no schema/],
    ['null', 'null', /has no schema/],
  ])('%s', async (_, text, message) => {
    const path = join(directory, 'r.json')
    await writeFile(path, text)
    const error = await failure(path)
    expect(error).toBeInstanceOf(LbbenchError)
    expect(error).toMatchObject({ code: 'RESULTS_FILE', exitStatus: 2, message: expect.stringMatching(message) })
    expect((error as Error).message).toContain(path)
  })

  test('a damaged part is named by its place', async () => {
    await writeResults(directory, results)
    const path = join(directory, 'results.json')
    const broken = JSON.parse(await readFile(path, 'utf8'))
    broken.candidates[1].metrics.p99Ms.value = 'fast'
    await writeFile(path, JSON.stringify(broken))
    expect(await failure(path)).toMatchObject({ message: expect.stringContaining('candidates.1.metrics.p99Ms.value') })
  })

  test('missing', async () => {
    expect(await failure(join(directory, 'nowhere'))).toMatchObject({
      code: 'RESULTS_FILE',
      message: expect.stringContaining('nowhere'),
    })
  })
})
