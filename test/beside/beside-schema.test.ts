import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { besideJsonSchema, besideSchema } from '../../src/beside/beside-schema.js'
import { renderBesideJson } from '../../src/report/beside/beside-json.js'
import { drilled } from './drilled-runs.js'
import { beside, later, made } from './runs.js'

describe('lbbench/beside@1', () => {
  const live = made({ factors: { rr: 1, lc: 1 } })

  test.each([
    ['of live runs', beside(live, later(made({ factors: { rr: 1, lc: 0.7 }, seed: 1 })))],
    ['of drills', beside(drilled({ detectionMs: 900 }), later(drilled({ detectionMs: 300, seed: 1 })))],
    ['of a run and itself', beside(live, live)],
  ])('%s is as the schema says, and says nothing else', (_, both) => {
    const value: unknown = JSON.parse(renderBesideJson(both))
    expect(besideSchema.parse(value)).toEqual(value)
  })

  test('the JSON Schema is in step: npm run schema', () => {
    const written: unknown = JSON.parse(readFileSync(new URL('../../docs/beside.schema.json', import.meta.url), 'utf8'))
    expect(written).toEqual(JSON.parse(JSON.stringify(besideJsonSchema())))
  })
})
