import { expect, it } from 'vitest'
import { inCharset } from '../../src/report/ascii.js'
import { renderValidation } from '../../src/validation/render-validation.js'
import type { ValidationRow } from '../../src/validation/validate.js'

const row: ValidationRow = {
  model: 'M/M/1',
  case: '1 worker, load 0.5',
  quantity: 'mean',
  theory: 2,
  simulated: 2.0123456,
  standardError: 0.0123,
  z: 0.9812,
  agrees: true,
  replications: 20,
  requests: 8_000_000,
}

it('is a document with a line a row, and says how many agree', () => {
  const text = renderValidation({
    rows: [row, { ...row, quantity: 'p99', z: 7.5, agrees: false }],
    checks: [{ claim: 'a <= b', holds: false, seen: '3 of 4 | points' }],
  })
  expect(text).toContain(
    '| M/M/1 | 1 worker, load 0.5 | mean | 2.00000 | 2.01235 | 0.012 | 0.98 | agrees | 8,000,000 |',
  )
  expect(text).toContain('| p99 | 2.00000 | 2.01235 | 0.012 | 7.50 | **FAILS** |')
  expect(text).toContain('| a <= b | 3 of 4 \\| points | **FAILS** |')
  expect(text).toContain('**1 of 2 agree.** |z| <= 1.96, which 95 % should be: 1 of 2')
  expect(text).toContain('8,000,000 requests in all')
})

it('is printed in ASCII where the locale has nothing else, without a sign that it has none for', () => {
  const text = inCharset(renderValidation({ rows: [row, { ...row, z: 1 }], checks: [] }), 'ascii')
  expect(text).toMatch(/^[\n\x20-\x7e]*$/)
  expect(text).toContain('| +- SE |')
  expect(text).toContain('(1.9 +- 0.3 expected')
})
