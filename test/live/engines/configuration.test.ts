import { expect, it } from 'vitest'
import { goldenCases, textsOf } from './golden-cases.js'

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/live/engines, then read the difference. */
it.each(goldenCases)('$file: $candidate', each => {
  const { now, kept } = textsOf(each)
  expect(now).toBe(kept)
})
