import { describe, expect, it } from 'vitest'
import { varyHeadline } from '../../../../src/report/html/sweep/headlines.js'
import { placesOf } from '../../../../src/sweep/vary/trade.js'
import { lab, nobodyTrades, same, scaled } from '../../sweep/vary/fixture.js'

describe('of settings', () => {
  it('counts those that can tell both, and says of the others no more than that they are not better', () => {
    const { big, small } = varyHeadline(lab)
    const { x, y, front } = lab.trade!
    const places = placesOf(lab.points, x, y)
    expect(big).toBe(`${front.length} of ${places.length} settings are worth a choice`)
    expect(small).toBe('each other one is no better than one of them in either, and worse in one, as measured')
    // Which is true: and nobody needs to be worse in both.
    const others = places.filter(({ point }) => !front.includes(point))
    const best = places.filter(({ point }) => front.includes(point))
    for (const one of others)
      expect(best.some(a => a.x <= one.x && a.y <= one.y && (a.x < one.x || a.y < one.y))).toBe(true)
    expect(others.every(one => best.some(a => a.x < one.x && a.y < one.y))).toBe(false)
  })

  it('has nothing to say of others where there are none, or nothing is traded', () => {
    expect(varyHeadline(scaled).small).toBe('none is as good as another one in both')
    expect(varyHeadline(same).big).toBe('Nothing is traded')
  })

  it('says of one other one the same', () => {
    expect(varyHeadline(nobodyTrades).small).toMatch(/^the other one is no better/)
  })
})
