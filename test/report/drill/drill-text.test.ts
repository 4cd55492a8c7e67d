import { expect, test } from 'vitest'
import { drillText } from '../../../src/report/drill/drill-text.js'
import { crash, drilled } from './fixture.js'

const shown = (hurt: number, noise: number): string | undefined => {
  const results = drilled([crash], [{ candidate: 'rr', met: [{ metrics: { hurt } }], noise }])
  const metric = { incident: 'crash', name: 'hurt' } as const
  return drillText(results.candidates[0]!, { metric, format: value => value.toFixed(0) })
}

test('an interval that is written as its value alone is left out', () => {
  expect(shown(21_600, 1e-6)).toBe('21600')
  expect(shown(0, 0)).toBe('0')
  expect(shown(21_600, 0.1)).toMatch(/^2\d{4} \[\d+, \d+\]$/)
})
