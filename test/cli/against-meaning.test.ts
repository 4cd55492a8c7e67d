import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../src/cli/compare/against/meaning.js'
import { strategies } from '../../src/strategies/index.js'

const there = (path: string): boolean => path === 'old' || path === 'rr'

describe('what stands behind --against', () => {
  it.each([
    './old.ts',
    '../old',
    '/x/old.js',
    'old.mjs',
    'old-one.ts#2',
    'nginx:./site.conf',
    'rr',
    'RR',
    'least_conn',
    'ideal',
    'rr#2',
    'virtual:lc',
    // A mistake in it is told as one of --strategies is.
    'virtual:lx',
    'p2c?choices=3',
    'mine?choices=3',
    'target:http://lb.example/',
  ])('%s is a candidate', text => expect(meaningOf(text, there)).toEqual({ kind: 'candidate', id: text }))

  it('a file without the look of one is found', () => {
    expect(meaningOf('old', there)).toEqual({ kind: 'candidate', id: './old' })
  })

  it.each(['HEAD', 'HEAD~1', 'origin/main', 'v1.2', '3f2a9c1', 'main@{yesterday}', 'fix#12', 'HEAD^{/a word}'])(
    '%s is a revision',
    revision => expect(meaningOf(revision, there)).toEqual({ kind: 'revision', revision }),
  )

  it('git: makes a revision of anything', () => {
    const name = fc.oneof(
      fc.constantFrom('rr', 'lc', 'old', './x.ts', 'a,b'),
      fc.stringMatching(/^[a-z][a-z/.-]{0,9}$/),
    )
    fc.assert(
      fc.property(name, revision => {
        expect(meaningOf(`git:${revision}`, there)).toEqual({ kind: 'revision', revision })
      }),
    )
  })

  it('no name of a strategy is taken for a revision', () => {
    for (const { name, aliases = [] } of strategies)
      for (const id of [name, ...aliases]) expect(meaningOf(id, () => false)).toEqual({ kind: 'candidate', id })
  })

  it.each(['', 'git:', '-x', 'git:--all', 'rr,lc', 'main"'])('"%s" is none of them', text => {
    expect(() => meaningOf(text, there)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })
})
