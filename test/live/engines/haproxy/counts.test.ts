import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { triesBetween, triesIn } from '../../../../src/live/engines/haproxy/counts.js'

describe('the answer to `show stat`', () => {
  const stat = `# pxname,svname,qcur,stot,wretr,status,
backends,a,0,10,,UP,
backends,b,0,7,2,DOWN,

`
  it.each([
    ['servers in our order', ['b', 'a'], [7, 10]],
    ['one that is not there', ['a', 'c'], undefined],
    ['nobody', [], []],
  ])('%s', (_, servers, expected) => {
    expect(triesIn(stat, servers)).toEqual(expected)
  })

  it('of a HAProxy that says nothing is nothing', () => {
    expect(triesIn('', ['a'])).toBeUndefined()
  })
})

describe('tries between counts', () => {
  /** How long after the last count, and how many tries more at each of two servers. */
  const step = fc.tuple(fc.double({ min: 0.1, max: 350, noNaN: true }), fc.nat(40), fc.nat(40))

  it('none is lost, none made up, and each is between the counts around it', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), steps => {
        let [atMs, a, b] = [0, 0, 0]
        const counts = steps.map(([later, moreA, moreB]) => {
          atMs += later
          a += moreA
          b += moreB
          return { atMs, tries: [a, b] }
        })
        const glimpses = triesBetween(counts, 100).filter(glimpse => 'tries' in glimpse)
        for (const [i, count] of counts.entries()) {
          if (i === 0) continue
          for (const backend of [0, 1]) {
            const before = glimpses.filter(each => each.backend === backend && each.atMs < count.atMs)
            const sum = before.reduce((total, { tries }) => total + tries, 0)
            expect(sum).toBe(count.tries[backend]! - counts[0]!.tries[backend]!)
          }
        }
      }),
    )
  })

  it('what was counted late is spread over the windows that were missed', () => {
    const counts = [0, 300].map(atMs => ({ atMs, tries: [atMs / 10] }))
    expect(triesBetween(counts, 100)).toEqual([
      { atMs: 50, backend: 0, tries: 10 },
      { atMs: 150, backend: 0, tries: 10 },
      { atMs: 250, backend: 0, tries: 10 },
    ])
  })
})
