import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
// @ts-expect-error a plain script, no types
import { mapText } from '../../scripts/write-map.js'
import { packageRoot } from '../process/tiny-scenario.js'

it('docs/map.md is in step with the house (npm run map)', () => {
  expect(readFileSync(`${packageRoot}/docs/map.md`, 'utf8')).toBe(mapText())
})

it('says of every file what it is for', () => {
  expect((mapText() as string).match(/^- `.*`: ?$/gm)).toBeNull()
})
