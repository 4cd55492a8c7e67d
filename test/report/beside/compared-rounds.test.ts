import { describe, expect, it } from 'vitest'
import type { Beside } from '../../../src/beside/beside.js'
import { renderBeside } from '../../../src/report/beside/render-beside.js'
import { beside, later, made } from '../../beside/runs.js'

const one = { 'virtual:rr': 1, 'virtual:lc': 1 }
const of = (rounds: number, noise: number, seed = 0) => made({ factors: one, rounds, noise, seed })
const text = (both: Beside): string => renderBeside(both, 'terminal', { color: false, width: 200 })

describe('where one run has more rounds of the same requests', () => {
  it('and those that both have are the same, says just that', () => {
    const said = text(beside(of(4, 0), later(of(7, 0))))
    expect(said).toContain('Nothing differs: the 4 rounds both have are the same, to the last bit.')
    expect(said).not.toMatch(/no difference shown|could have seen|Tested/)
    expect(said).toContain('4 rounds before, 7 after: the 4 that met the same requests are held against each other.')
  })

  it('of one round says so in the singular', () => {
    const said = text(beside(of(1, 0), later(of(3, 0))))
    expect(said).toContain('Nothing differs: the one round both have is the same, to the last bit.')
    expect(said).toContain('1 round before, 3 after: the one of each that met the same requests is held')
    expect(said).not.toMatch(/\b1 rounds/)
  })

  it('the columns say how many of them are compared', () => {
    const said = text(beside(of(4, 0.02), later(of(7, 0.02, 1))))
    expect(said).toMatch(/^Tested +before, 4 of 4 rounds +after, 4 of 7 +change/m)
    expect(text(beside(of(4, 0.02), later(of(4, 0.02, 1))))).toMatch(/^Tested +before +after +change/m)
  })
})
