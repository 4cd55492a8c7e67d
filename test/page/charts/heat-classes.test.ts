import { expect, test } from 'vitest'
import { isChance, shadeOf } from '../../../src/page/charts/heat-classes.js'

const classes = { steps: [0.1, 0.5, 0.8, 1.25, 2, 4], scheme: 'diverging' } as const

test('what chance does to a few requests is no colour; the same of many is', () => {
  // Of 40 requests to four backends 10 are fair, give or take 2.7.
  expect(isChance({ value: 1.5, fair: 0.25, count: 40 })).toBe(true)
  expect(isChance({ value: 1.9, fair: 0.25, count: 40 })).toBe(false)
  expect(isChance({ value: 1.5, fair: 0.25, count: 4000 })).toBe(false)
  expect(shadeOf(1.5, { fair: 0.25, count: 40 }, classes)).toBe(shadeOf(1, {}, classes))
  expect(shadeOf(1.5, { fair: 0.25, count: 4000 }, classes)).toBe(4)
})

test('nothing at all of what should have been many is no chance', () => {
  expect(isChance({ value: 0, fair: 0.25, count: 40 })).toBe(false)
})

test('what is no share has its own colour', () => {
  expect(shadeOf(1.5, {}, classes)).toBe(4)
})
