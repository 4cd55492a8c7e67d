import { expect, test } from 'vitest'
import { changeText } from '../../src/report/change-text.js'

test.each([
  [0.69, 0.62, 0.76, '-31 % [-38, -24]'],
  // Narrow: as fine as it needs to be told from its ends.
  [0.5, 0.496, 0.504, '-50.0 % [-50.4, -49.6]'],
  [0.958, 0.939, 0.977, '-4.2 % [-6.1, -2.3]'],
  // An end is never "-0" or "-100".
  [0.8, 0.65, 0.997, '-20 % [-35, -0.30]'],
  [0.3, 0.001, 0.9, '-70 % [-99.9, -10]'],
  // No interval to speak of, as in virtual time.
  [0.75, 0.75, 0.75, '-25.0 % [-25.0, -25.0]'],
  [0.08, 0.07, 0.09, '12.5 times lower [11.1, 14.3]'],
])('%f [%f, %f]', (value, low, high, text) => {
  expect(changeText({ value, low, high })).toBe(text)
})
