import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOf, fateOf, fates } from '../../src/model/fate.js'
import { failureSpec } from './specs.js'

const failures = failureSpec({ errorShare: 0.1, resetShare: 0.2, closeShare: 0.3, hangShare: 0.15 })

describe('failureOf', () => {
  it.each([
    [0, 'error'],
    [0.0999, 'error'],
    [0.1001, 'reset'],
    [0.2999, 'reset'],
    [0.3001, 'close'],
    [0.5999, 'close'],
    [0.6001, 'hang'],
    [0.7499, 'hang'],
    [0.7501, 'none'],
    [0.9999, 'none'],
  ] as const)('%d is %s', (draw, kind) => {
    expect(failureOf(failures, draw)).toBe(kind)
  })

  const draw = fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true })

  it('of no shares is none', () => {
    fc.assert(
      fc.property(draw, u => failureOf(failureSpec(), u) === 'none'),
      { seed: 1 },
    )
  })

  it('of a share of 1 is always that', () => {
    fc.assert(
      fc.property(draw, u => failureOf(failureSpec({ hangShare: 1 }), u) === 'hang'),
      { seed: 1 },
    )
  })

  it('only adds failures where a share grows', () => {
    fc.assert(
      fc.property(draw, fc.double({ min: 0, max: 0.5, noNaN: true }), (u, share) => {
        const fails = failureOf(failureSpec({ errorShare: share }), u) === 'error'
        return !fails || failureOf(failureSpec({ errorShare: share + 0.1 }), u) === 'error'
      }),
      { seed: 1 },
    )
  })
})

describe('fateOf', () => {
  it('ends a hang as gunicorn does: EOF without a byte', () => {
    expect(fateOf('hang')).toBe(fates.close)
    expect(fateOf('none')).toBe(fates.answer)
    expect((['error', 'reset', 'close'] as const).map(fateOf)).toEqual([fates.error, fates.reset, fates.close])
  })
})
