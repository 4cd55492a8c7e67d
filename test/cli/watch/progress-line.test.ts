import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import type { TrialPlan } from '../../../src/bench/engine.js'
import type { Glimpse } from '../../../src/bench/glimpse.js'
import { planRun } from '../../../src/bench/plan.js'
import { createProgress } from '../../../src/cli/watch/progress-line.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 2, durationMs: 8000, warmupMs: 1500 } }))
const planOf = (list: string) => planRun(scenario, parseCandidates(list, ['embedded', 'virtual']))

/** A terminal and a clock that stands where it is put. */
function terminal({ isTTY = true, columns = 100 } = {}) {
  const written: string[] = []
  const clock = { nowMs: 0 }
  return {
    written,
    clock,
    stream: { write: (text: string) => written.push(text), isTTY, columns },
    last: () => written.at(-1)!.replace('\r\u001b[2K', ''),
  }
}

describe('the progress line', () => {
  const plan = planOf('rr,lc')

  it('says what runs live, and by the plan when it will be over', () => {
    const { clock, stream, last } = terminal()
    const progress = createProgress({ plan, simulations: 0, stream, nowMs: () => clock.nowMs })
    progress.starting(plan.trials[0]!, 0, undefined)
    expect(last()).toBe(`round 1/2  ${plan.trials[0]!.candidate.id}  trial 1/4  about 40s left`)
  })

  it('goes by the pace so far once two trials are done, and says why one is repeated', () => {
    const { clock, stream, last } = terminal()
    const progress = createProgress({ plan, simulations: 0, stream, nowMs: () => clock.nowMs })
    clock.nowMs = 24_000
    progress.starting(plan.trials[2]!, 2, 'late')
    expect(last()).toBe(`round 2/2  ${plan.trials[2]!.candidate.id}  trial 3/4  about 24s left  (again: late)`)
  })

  it('of a run that may end early says by when it is over at the latest, and what the last look found', () => {
    const { clock, stream, last } = terminal()
    const progress = createProgress({ plan, simulations: 0, stream, nowMs: () => clock.nowMs, maxMs: 30_000 })
    progress.starting(plan.trials[0]!, 0, undefined)
    expect(last()).toContain('trial 1/4  30s left at most')
    clock.nowMs = 24_000
    progress.looked('p99 of lc / rr still ±8.1 %')
    progress.starting(plan.trials[2]!, 2, undefined)
    expect(last()).toMatch(/trial 3\/4 {2}6s left at most {2}p99 of lc \/ rr still ±8\.1 %$/)
    clock.nowMs = 40_000
    progress.starting(plan.trials[3]!, 3, undefined)
    expect(last()).toContain('trial 4/4  0s left at most')
  })

  it('adds up what runs at a time in virtual time', () => {
    const virtual = planOf('virtual:rr,virtual:lc')
    const { clock, stream, last, written } = terminal()
    const progress = createProgress({ plan: virtual, simulations: 6, stream, nowMs: () => clock.nowMs })
    const trialOf = (i: number) => ({ ...virtual.trials[i]!, role: 'candidate', scenario }) as TrialPlan
    const at = (share: number, requests: number): Glimpse => ({
      ...{ atMs: share * 9500 - 1500, endsMs: 8000, requests, failed: 0 },
      ...{ ratePerSecond: 400, p99Ms: null, backends: [] },
    })
    clock.nowMs = 1000
    progress.glimpse!(trialOf(0), at(0.6, 1_000_000))
    // Two candidates and the ideal, two rounds: six trials.
    expect(last()).toBe('virtual time  10 %  1.0 M requests/s  about 9s left')
    progress.glimpse!(trialOf(0), at(0.9, 1_500_000))
    progress.glimpse!(trialOf(1), at(0.9, 1_500_000))
    expect(last()).toBe('virtual time  30 %  3.0 M requests/s  about 2s left')
    expect(written.length).toBe(3)
  })

  it('is no longer than the terminal is wide, and is wiped out in the end', () => {
    const { stream, written } = terminal({ columns: 30 })
    const progress = createProgress({ plan, simulations: 0, stream, nowMs: () => 0 })
    progress.starting(plan.trials[0]!, 0, 'a very long reason to do it again')
    progress.finished()
    expect(written.map(text => text.replace('\r\u001b[2K', '').length)).toEqual([29, 0])
  })

  it('says nothing in a pipe', () => {
    const { stream, written } = terminal({ isTTY: false })
    const progress = createProgress({ plan, simulations: 0, stream, nowMs: () => 0 })
    progress.starting(plan.trials[0]!, 0, undefined)
    progress.finished()
    expect(written).toEqual([])
  })
})
