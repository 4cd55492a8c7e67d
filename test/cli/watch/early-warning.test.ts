import { describe, expect, it } from 'vitest'
import { earlyWarning } from '../../../src/cli/watch/early-warning.js'
import type { Results } from '../../../src/results/results.js'
import { syntheticTrial } from '../../results/synthetic.js'

const none = {} as Results
const quiet = { candidate: 'rr', round: 0, factor: 1 }
const late = { ...quiet, candidate: 'lc', round: 1, lateMs: 60 }

function toldOf(...shapes: readonly Parameters<typeof syntheticTrial>[0][]): string[] {
  const said: string[] = []
  const watcher = earlyWarning(line => said.push(line))
  for (const shape of shapes) watcher.trialDone(syntheticTrial(shape), none)
  watcher.finished()
  return said
}

describe('the early warning', () => {
  it('names other programs where it was they, once', () => {
    const busy = { ...late, health: { foreignCores: 0.94 } }
    expect(toldOf(quiet, busy, busy, { ...busy, round: 2 })).toEqual([
      'early warning: other programs used 0.94 cores and delayed round 2 of lc: unless they stop now, this run will be invalid or lose rounds',
    ])
  })

  it('says what else it was, and what to do', () => {
    const [line, ...others] = toldOf(late)
    expect(line).toMatch(
      /^early warning: round 2 of lc cannot be used, and unless that changes neither can the run: .*\bclose other programs, /,
    )
    expect(others).toEqual([])
  })

  it('is silent about what is only a caution, and about virtual time', () => {
    const shadows = (['twin', 'ideal'] as const).map(role => ({ ...late, role }))
    expect(toldOf(quiet, { ...quiet, health: { foreignCores: 0.94 } }, ...shadows)).toEqual([])
  })
})
