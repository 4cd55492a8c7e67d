import { describe, expect, it } from 'vitest'
import { gamma, gammaFrom } from '../../../src/model/distributions/gamma.js'

describe('gammaFrom', () => {
  it('has the mean and the cv it was asked for', () => {
    const parameters = gammaFrom({ meanMs: 20, cv: 0.5 })
    expect(parameters).toEqual({ kind: 'gamma', shape: 4, scaleMs: 5 })
    expect(gamma.meanMs(parameters)).toBe(20)
  })

  it('scales its quantiles', () => {
    // 99 % point of shape 4, scale 1: 10.0451175 (mpmath)
    expect(gamma.quantile(gammaFrom({ meanMs: 20, cv: 0.5 }))(0.99)).toBeCloseTo(50.225587574158, 9)
  })

  it('refuses what is none', () => {
    expect(() => gammaFrom({ meanMs: -1, cv: 1 })).toThrow("a gamma's mean must be above 0 ms, not -1 ms")
    expect(() => gammaFrom({ meanMs: 1, cv: 0 })).toThrow("a gamma's cv must be between 0.01 and 100, not 0")
  })
})
