import { describe, expect, it } from 'vitest'
import { everyFamily } from './every-family.js'

const all = Object.values(everyFamily()).flat()
const ours = all.filter(({ name }) => !/^(process|nodejs)_/.test(name))

/** https://prometheus.io/docs/practices/naming/ */
describe('the names', () => {
  it('are there once', () => expect(new Set(all.map(({ name }) => name)).size).toBe(all.length))

  it.each(all)('$name is made of the letters a name may have, and explained in a sentence', ({ name, help }) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(help).toMatch(/^[A-Z0-9].*\.$/)
  })

  it.each(ours)('$name begins with lbbench_ and who counts it', ({ name }) => {
    expect(name).toMatch(/^lbbench_(run|build|generator|balancer|backend|event_loop)_/)
  })

  it.each(all)('$name says by its end what it is', ({ name, type }) => {
    expect(name.endsWith('_total')).toBe(type === 'counter')
    if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    expect(name).not.toMatch(/_(ms|millis|milliseconds|percent)(_|$)/)
  })

  it.each(all)('$name has labels that joining does not take', ({ labelNames }) => {
    // A run's own families are of no trial.
    for (const label of labelNames) expect(label).toMatch(/^[a-z_]+$/)
    expect(labelNames.filter(label => ['program', 'le', 'job', 'instance'].includes(label))).toEqual([])
  })
})
