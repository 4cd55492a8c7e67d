import { expect, it } from 'vitest'
import { CookieJars } from '../../src/virtual/cookie-jars.js'

it('keep a cookie for whole seconds, rounded up, and for good where there is no limit', () => {
  const [short, endless] = [new CookieJars(1500), new CookieJars(Infinity)]
  for (const jars of [short, endless]) jars.keep(7, 'b1', 0)
  const valueAt = (jars: CookieJars, nowMs: number): string => {
    jars.carry(0, 7, nowMs)
    const value = jars.value(0)
    jars.drop(0)
    return value
  }
  expect([1999, 2000].map(ms => valueAt(short, ms))).toEqual(['b1', ''])
  expect(valueAt(endless, 1e12)).toBe('b1')
})

it('send with all tries of a request what its client had when it was due, wherever the request moves', () => {
  const jars = new CookieJars(Infinity)
  jars.carry(1, 7, 0)
  jars.keep(7, 'b1', 1)
  jars.carry(1, 7, 2)
  jars.carry(2, 7, 2)
  jars.carry(3, 8, 2)
  jars.move(1, 4)
  expect([1, 2, 3, 4].map(slot => jars.value(slot))).toEqual(['', 'b1', '', ''])
  jars.move(2, 1)
  expect([1, 2].map(slot => jars.value(slot))).toEqual(['b1', ''])
})
