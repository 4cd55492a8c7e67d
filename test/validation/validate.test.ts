import { describe, expect, it } from 'vitest'
import { validationCases } from '../../src/validation/cases/index.js'
import { mean } from '../../src/validation/quantity.js'
import { alike, openScenario } from '../../src/validation/queueing-scenario.js'
import { validateCase } from '../../src/validation/validate.js'
import type { ValidationCase } from '../../src/validation/validation-case.js'

/** Seeds are fixed: a point agrees every time, or never. `lbbench validate` has all points, and ten times the requests. */
describe('the virtual world', () => {
  it.each(validationCases.filter(({ quick }) => quick).map(point => [point.model, point.name, point] as const))(
    'agrees with %s: %s',
    (_model, _name, point) => {
      for (const row of validateCase(point, { quick: true })) expect(row).toMatchObject({ agrees: true })
    },
  )

  it('is found out by a theory that is 3 % off', () => {
    const off: ValidationCase = {
      model: 'M/M/1',
      name: 'a wrong one',
      strategy: 'rr',
      requests: 400_000,
      scenario: requests => openScenario({ backends: alike(1), rho: 0.5, requests }),
      expected: () => [{ quantity: mean, theory: 2 * 1.03 }],
    }
    expect(validateCase(off, { quick: true })[0]).toMatchObject({ agrees: false })
  })
})

describe('the points', () => {
  it('are each there once', () => {
    const names = validationCases.map(({ model, name }) => `${model}: ${name}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('have a quick one of every model', () => {
    const models = (cases: readonly ValidationCase[]) => [...new Set(cases.map(({ model }) => model))]
    const slow = ['power of d, mean field']
    expect(models(validationCases.filter(({ quick }) => quick))).toEqual(
      models(validationCases).filter(model => !slow.includes(model)),
    )
  })
})
