import { expect, it } from 'vitest'
import { BackendNames, others } from '../../src/live/load/backend-names.js'

it('knows those it was told of, and no others', () => {
  const names = new BackendNames(['a', 'b'], false)
  expect(['b', 'a', 'c'].map(name => names.indexOf(name))).toEqual([1, 0, -1])
  expect(names.all).toEqual(['a', 'b'])
})

it('numbers new ones as they come, each once, behind those it was told of', () => {
  const names = new BackendNames(['a', 'b'], true)
  expect(['x', 'b', 'y', 'x'].map(name => names.indexOf(name))).toEqual([2, 1, 3, 2])
  expect(names.all).toEqual(['a', 'b', 'x', 'y'])
})

it('takes some hundred, and all beyond as one', () => {
  const names = new BackendNames(['a'], true)
  const indices = Array.from({ length: 2000 }, (_, i) => names.indexOf(`request-${i}`))
  expect(names.all.length).toBe(514)
  expect(new Set(indices.slice(512))).toEqual(new Set([names.all.indexOf(others)]))
  expect(names.indexOf('request-7')).toBe(8)
})
