import { describe, expect, it } from 'vitest'
import { defineStrategy, type StrategyDefinition } from '../../src/strategies/define.js'
import { strategies } from '../../src/strategies/index.js'

const least: StrategyDefinition = { name: 'mine', summary: 'mine', start: () => ({ pick: () => 0 }) }

describe('defineStrategy', () => {
  it('fills in what is left out, and keeps what is given', () => {
    expect(defineStrategy(least)).toEqual({ ...least, reference: 'its author', family: 'own', knows: [] })
    const full: StrategyDefinition = {
      ...least,
      api: 1,
      reference: 'a paper',
      family: 'load',
      knows: ['in flight', 'weights'],
      fixedWeights: true,
      options: { n: { summary: 'how many', default: 3, min: 1, max: 5, integer: true } },
    }
    const { api: _, ...rest } = full
    expect(defineStrategy(full)).toEqual(rest)
  })

  it.each(strategies)('takes the options of $name', ({ options }) => {
    expect(() => defineStrategy({ ...least, ...(options && { options }) })).not.toThrow()
  })

  it.each([
    [null, 'defineStrategy takes an object, not null'],
    [{ ...least, api: 2 }, 'written for version 2 of the strategy API; there is 1'],
    [{ ...least, knowz: [] }, 'no field "knowz"; did you mean "knows"?'],
    [
      { ...least, name: undefined },
      '"name" of a strategy must be lower-case letters, digits and "-", such as "my-strategy", not nothing',
    ],
    [{ ...least, name: 'a b' }, 'not "a b"'],
    [{ ...least, summary: 'two\nlines' }, '"summary" of a strategy must be one line of text'],
    [{ ...least, family: 'mine' }, '"family" of a strategy must be one of rotation, random'],
    [{ ...least, knows: ['weight'] }, '"knows" of a strategy must be a list of weights, failures'],
    [{ ...least, knows: ['weights', 'weight'] }, 'not "weight"; did you mean "weights"?'],
    [{ ...least, fixedWeights: 1 }, '"fixedWeights" of a strategy must be true or false, not 1'],
    [{ ...least, options: [] }, '"options" of a strategy must be an object with an entry an option, not a list'],
    [{ ...least, start: 5 }, '"start" of a strategy must be a plain function that returns a chooser, not 5'],
    [{ ...least, start: async () => 0 }, 'a plain function that returns a chooser, not an async function'],
    [{ ...least, options: { 'a=b': { summary: 's', default: 1 } } }, 'option "a=b" of a strategy needs a name'],
    [{ ...least, options: { a: 3 } }, 'option "a" of a strategy must be an object'],
    [{ ...least, options: { a: { default: 1 } } }, 'needs a summary'],
    [{ ...least, options: { a: { summary: 's', defualt: 1 } } }, 'has no field "defualt"; did you mean "default"?'],
    [{ ...least, options: { a: { summary: 's' } } }, 'needs a default'],
    [
      { ...least, options: { a: { summary: 's', default: 0, min: 1 } } },
      'has the default 0, which is not from 1 to Infinity',
    ],
    [{ ...least, options: { a: { summary: 's', default: 1, min: 2, max: 1 } } }, 'has min 2 above max 1'],
    [
      { ...least, options: { a: { summary: 's', default: 0.5, integer: true } } },
      'has the default 0.5, which is not whole',
    ],
    [{ ...least, options: { a: { summary: 's', default: Number.NaN } } }, 'has a default that is no finite number'],
    [
      { ...least, options: { a: { summary: 's', default: 'x', values: ['y'] } } },
      'has the default "x", which is none of its values',
    ],
    [{ ...least, options: { a: { summary: 's', default: true, min: 1 } } }, 'has bounds, which are for numbers'],
  ])('refuses %o', (definition, message) => {
    expect(() => defineStrategy(definition as never)).toThrow(
      expect.objectContaining({ code: 'STRATEGY_FILE', message: expect.stringContaining(message) }),
    )
  })
})
