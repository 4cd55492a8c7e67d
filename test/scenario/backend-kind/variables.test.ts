import { expect, it } from 'vitest'
import { filledIn, unknownVariable } from '../../../src/scenario/backend-kind/variables.js'

it('fills in what it knows and leaves the rest', () => {
  const values = { host: '127.0.0.1', port: 8001 }
  expect(filledIn('${host}:${port}/${port}?${else} $5 {port}', values)).toBe('127.0.0.1:8001/8001?${else} $5 {port}')
  expect(filledIn('', values)).toBe('')
})

it('names the first variable that is unknown', () => {
  expect(unknownVariable('--bind=${host}:${port}')).toBeUndefined()
  expect(unknownVariable('${workers} ${wrokers} ${x}')).toBe('wrokers')
  expect(unknownVariable('${}')).toBe('')
})
