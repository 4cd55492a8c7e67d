import { describe, expect, it } from 'vitest'
import { drillCards } from '../../../src/report/drill/drill-cards.js'
import { crash, drilled, type Met, type What } from './fixture.js'

const notesOf = (metrics: Met['metrics'], incident: What = crash): string =>
  drillCards(drilled([incident], [{ candidate: 'rr', met: [{ metrics }] }]))[0]!.notes.join('\n')

const calm = { detectionMs: 200, recoveryMs: 0, hurt: 0, wrongEjections: 0, retriesSpent: 0, overshoot: 1 }

describe('notes below a card', () => {
  it('say nothing where nothing is odd', () => {
    expect(notesOf(calm)).toBe('')
    expect(notesOf({ ...calm, recoveryMs: 300, hurt: 4 })).toBe('')
  })

  it('explain a recovery in no time where requests were hurt', () => {
    expect(notesOf({ ...calm, hurt: 4 })).toBe('Recovered in 0: no second was worse than chance allows.')
  })

  it('say why a balancer that is seen has no overshoot', () => {
    const stayedOut = /^No overshoot of rr: whom it befell did not come back before the end/
    expect(notesOf({ ...calm, overshoot: null })).toMatch(stayedOut)
    expect(notesOf({ ...calm, overshoot: null }, { ...crash, kind: 'surge' })).toBe('')
    expect(notesOf({ ...calm, overshoot: null, wrongEjections: null })).not.toContain('come back')
  })
})
