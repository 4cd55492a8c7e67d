import { describe, expect, it } from 'vitest'
import { empirical, empiricalFrom } from '../../../src/model/distributions/empirical.js'

const measured = { kind: 'empirical', quantiles: [0, 0.5, 0.99, 1], valuesMs: [1, 10, 80, 200] } as const

describe('empirical', () => {
  const at = empirical.quantile(measured)

  it.each([
    [0.25, 5.5],
    [0.5, 10],
    [0.745, 45],
    [0.99, 80],
    [0.995, 140],
  ])('is a straight line between its points: %d -> %d ms', (u, ms) => {
    expect(at(u)).toBeCloseTo(ms, 10)
  })

  it('keeps to its ends', () => {
    expect(at(2 ** -54)).toBeCloseTo(1, 10)
    expect(at(1)).toBe(200)
  })

  it('goes up a step where a quantile is given twice', () => {
    const step = empirical.quantile({ kind: 'empirical', quantiles: [0, 0.5, 0.5, 1], valuesMs: [1, 1, 9, 9] })
    expect([step(0.49), step(0.5), step(0.51)]).toEqual([1, 9, 9])
  })
})

describe('empiricalFrom', () => {
  it('sorts its samples and spreads them from quantile 0 to 1', () => {
    expect(empiricalFrom([30, 10, 20])).toEqual({
      kind: 'empirical',
      quantiles: [0, 0.5, 1],
      valuesMs: [10, 20, 30],
    })
  })

  it('makes a constant of a single sample', () => {
    expect(empirical.quantile(empiricalFrom([7]))(0.3)).toBe(7)
  })

  it('refuses what is no time', () => {
    expect(() => empiricalFrom([])).toThrow('an empirical distribution needs at least one value')
    expect(() => empiricalFrom([1, -2])).toThrow('-2 is not a time in ms')
  })
})
