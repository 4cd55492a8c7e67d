import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Baseline } from '../../src/baseline/baseline.js'
import { readBaseline, writeBaseline } from '../../src/baseline/baseline-file.js'
import { baselineJsonSchema, baselineSchema } from '../../src/baseline/baseline-schema.js'
import { writeDecisions } from '../../src/baseline/decisions-file.js'
import { writeResults } from '../../src/results/results-file.js'
import { baseline, run } from './baselines.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-baseline-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fresh = (): string => mkdtempSync(join(folder, 'run-'))
const failure = (path: string): Promise<unknown> => readBaseline(path).catch((error: unknown) => error)

const schemaFile = new URL('../../docs/baseline.schema.json', import.meta.url)

/** After a wanted change: npm run schema, or UPDATE_GOLDEN=1 npx vitest run --project pure test/baseline */
test('docs/baseline.schema.json is the schema in use', () => {
  const schema = `${JSON.stringify(baselineJsonSchema(), null, 2)}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(schemaFile, schema)
  expect(readFileSync(schemaFile, 'utf8')).toBe(schema)
})

test('a baseline has no key that the schema does not know', () => {
  expect(baselineSchema.parse(baseline)).toEqual(baseline)
})

test('what is written is what is read; no temporary file stays', async () => {
  const place = fresh()
  const path = join(place, 'main.json')
  await writeBaseline(path, baseline)
  expect(await readBaseline(path)).toEqual(baseline)
  expect(readdirSync(place)).toEqual(['main.json'])
})

describe('a run is a baseline of one', () => {
  test('by its folder or its results.json, with the decisions beside it', async () => {
    const place = fresh()
    await writeResults(place, run)
    const expected = { ...baseline, calibration: null }
    expect(await readBaseline(place)).toEqual({ ...expected, decisions: [] })
    await writeDecisions(place, baseline.decisions)
    expect(await readBaseline(place)).toEqual(expected)
    expect(await readBaseline(join(place, 'results.json'))).toEqual(expected)
  })

  test('its first live candidate is the control, where there is another one', async () => {
    const place = fresh()
    await writeResults(place, run)
    expect((await readBaseline(place)).control).toBe('rr')
    await writeResults(place, { ...run, candidates: run.candidates.slice(1) })
    expect((await readBaseline(place)).control).toBeNull()
  })

  test('decisions that cannot be read are named', async () => {
    const place = fresh()
    await writeResults(place, run)
    writeFileSync(join(place, 'decisions.json'), '{"schema":"lbbench/decisions@1","decisions":[{"candidate":"lc"}]}')
    expect(await failure(place)).toMatchObject({
      code: 'RESULTS_FILE',
      message: expect.stringMatching(/decisions .*decisions\.json at decisions\.0\.round: /),
    })
  })
})

test('writing where nothing can be written names the path, and tells nothing of --out', async () => {
  const error = await writeBaseline(join(folder, 'none', 'x.json'), baseline).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'OUTPUT', message: expect.stringContaining(join('none', 'x.json')) })
  expect((error as { hint: string }).hint).not.toContain('--out')
})

const edited = (change: (one: Record<string, unknown>) => void): string => {
  const copy = JSON.parse(JSON.stringify(baseline))
  change(copy)
  return JSON.stringify(copy)
}
const otherScenario = { ...run, scenario: { ...run.scenario, hash: 'ff' } }
const { candidates: _candidates, ...runWithoutCandidates } = run

test.each<[string, string, RegExp]>([
  ['not JSON', '{"schema":', /is not JSON/],
  ['another version', '{"schema":"lbbench/baseline@2"}', /has the schema "lbbench\/baseline@2"; expected "lbbench\/b/],
  ['no schema', '[]', /has no schema/],
  ['nothing', 'null', /has no schema/],
  ['without a run', edited(one => Object.assign(one, { runs: [] })), /at runs: /],
  [
    'a run that is none',
    edited(one => Object.assign(one, { runs: [runWithoutCandidates] })),
    /at runs\.0\.candidates: /,
  ],
  ['no number of cores', edited(one => Object.assign(one.machine as object, { cores: 'many' })), /at machine\.cores: /],
  ['two scenarios', edited(one => Object.assign(one, { runs: [run, otherScenario] })), /runs of different scenarios/],
  [
    'an unknown control',
    edited(one => Object.assign(one, { control: 'p2c' })),
    /has the control p2c, which run 1 lacks/,
  ],
  [
    'a metric nobody knows',
    edited(one =>
      Object.assign((one as unknown as Baseline).calibration!.metrics, { p98Ms: { kind: 'ratio', sd: 1 } }),
    ),
    /at calibration\.metrics: /,
  ],
  [
    'no digest',
    edited(one => Object.assign((one as unknown as Baseline).decisions[0]!, { sha256: 'abc' })),
    /at decisions\.0\.sha256: expected a SHA-256/,
  ],
])('a file that is none: %s', async (_, text, message) => {
  const path = join(fresh(), 'main.json')
  writeFileSync(path, text)
  const error = await failure(path)
  expect(error).toMatchObject({ code: 'RESULTS_FILE', message: expect.stringMatching(message) })
  expect((error as Error).message).toContain(`baseline ${path} `)
})

test('a file that is not there is named', async () => {
  expect(await failure(join(folder, 'no.json'))).toMatchObject({
    code: 'RESULTS_FILE',
    message: expect.stringMatching(/no\.json cannot be read: there is no such file/),
  })
})
