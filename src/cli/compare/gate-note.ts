import { gatingRounds } from '../../bench/plan.js'
import { claimsOf } from '../../gate/claims.js'
import { alarmLevel } from '../../gate/decide.js'
import { needsBaseline } from '../../gate/gate.js'
import { tReach } from '../../stats/student.js'
import { formatShare } from '../../units.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'
import type { Request } from './request.js'

/** Between the rounds of a pair on a machine that is left alone, for scale; `lbbench calibrate` measures yours. */
const usualSpread = 0.05

/**
 * For the plan: how far beyond its limit something must lie to fail at all, by so few rounds and so many verdicts. Undefined where
 * nothing is gated, nothing is live, or the baseline alone knows how many verdicts there will be.
 */
export function gateNote({ gates, candidates, scenario, until }: Request): string | undefined {
  if (candidates.every(({ engine }) => engine === virtualEngine.name)) return undefined
  const verdicts = gates
    .filter(gate => !needsBaseline(gate))
    .flatMap(gate => claimsOf(gate, { candidates, stopped: [], refused: [] }, [])).length
  if (verdicts === 0 || gates.some(needsBaseline)) return undefined
  const { rounds } = scenario.run
  const looks = until?.looks.length ?? 1
  const first = until?.looks[0] ?? rounds
  const most = until === undefined ? gatingRounds : rounds
  const errors = (n: number): number => tReach(n - 1, 1 - (2 * alarmLevel) / (verdicts * looks))
  const beyond = (n: number): string => formatShare(Math.exp((errors(n) * usualSpread) / Math.sqrt(n)) - 1)
  const later = most <= first ? '' : `, of ${most} rounds ${beyond(most)}`
  return (
    `${verdicts === 1 ? '1 verdict' : `${verdicts} verdicts`}; of ${first} rounds one fails where it lies ${errors(first).toFixed(1)} standard errors ` +
    `beyond its limit: if rounds vary by ${formatShare(usualSpread)}, that is ${beyond(first)}${later}`
  )
}
