import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resultsJsonSchema, resultsSchema } from '../../src/results/results-schema.js'
import { syntheticResults } from './synthetic.js'

const path = new URL('../../docs/results.schema.json', import.meta.url)

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/results */
test('docs/results.schema.json is the schema in use', () => {
  const schema = `${JSON.stringify(resultsJsonSchema(), null, 2)}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, schema)
  expect(readFileSync(path, 'utf8')).toBe(schema)
})

test('real results have no key that the schema does not know', () => {
  const results = syntheticResults(
    [
      { candidate: 'rr', factor: 1, twinFactor: 1 },
      { candidate: 'lc', factor: 1, requests: 15, twinFactor: 1 },
      { candidate: 'virtual:lc', factor: 1 },
    ],
    2,
    { idealFactor: 1 },
  )
  const verdicts = [{ gate: 'p99 <= 1ms', judgement: 'fail', reason: 'no', evidence: null }] as const
  const full = { ...results, refused: [{ candidate: 'x', reason: 'y' }], verdicts }
  expect(resultsSchema.parse(full)).toEqual(full)
})

test('a metric that is missing altogether is refused: null means "cannot be told"', () => {
  const results = JSON.parse(JSON.stringify(syntheticResults([{ candidate: 'rr', factor: 1 }], 2)))
  delete results.candidates[0].metrics.p99Ms
  expect(resultsSchema.safeParse(results).success).toBe(false)
})
