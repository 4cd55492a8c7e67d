import type { Candidate } from '../../bench/candidate.js'
import { gatingRounds } from '../../bench/plan.js'
import { LbbenchError } from '../../errors.js'
import { candidatesOf, type Gate, needsBaseline } from '../../gate/gate.js'
import { drillMetrics } from '../../gate/incident-reference.js'
import type { Incident } from '../../model/incident.js'
import type { Scenario } from '../../scenario/scenario.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'

/** Fewer live rounds have no spread worth the name: of two, an interval is 12.7 standard errors wide to each side, and failing as one of three gates takes 38. */
const leastRounds = 3

export interface GateCheck {
  readonly candidates: readonly Candidate[]
  readonly scenario: Scenario
  readonly hasBaseline: boolean
}

/**
 * Refuses gates that this run could never judge: about a candidate that does not run, against a baseline that is not given, or
 * on live candidates with so few rounds that they could hardly fail or pass.
 * @throws LbbenchError USAGE
 */
export function checkGates(gates: readonly Gate[], { candidates, scenario, hasBaseline }: GateCheck): void {
  for (const gate of gates) {
    checkCandidates(gate, candidates, scenario.incidents ?? [])
    if (needsBaseline(gate) && !hasBaseline)
      throw new LbbenchError('USAGE', `gate "${gate.text}" needs a baseline`, 'give --baseline FILE')
  }
  const live = gates.find(gate => concerns(gate, candidates).some(({ engine }) => engine !== virtualEngine.name))
  const { rounds } = scenario.run
  if (live === undefined || rounds >= leastRounds) return
  const hint = `give --rounds ${gatingRounds}, or ${leastRounds} at least; or leave the gate out`
  const few = rounds === 1 ? 'a single live round, which tells' : `${rounds} live rounds, which tell`
  throw new LbbenchError(
    'USAGE',
    `gate "${live.text}" cannot be judged by ${few} nothing of ${rounds === 1 ? 'its' : 'their'} spread`,
    hint,
  )
}

/** The candidates a gate is about: those it names, else all. */
function concerns(gate: Gate, candidates: readonly Candidate[]): readonly Candidate[] {
  const named = candidatesOf(gate)
  return gate.left.who.kind === 'one' ? candidates.filter(({ id }) => named.includes(id)) : candidates
}

function checkCandidates(gate: Gate, candidates: readonly Candidate[], incidents: readonly Incident[]): void {
  const ids = candidates.map(candidate => candidate.id)
  const missing = candidatesOf(gate).find(id => !ids.includes(id))
  if (missing === undefined) return
  // "crash.p99": what was measured while it lasted, there is no metric of.
  const hint = incidents.some(({ name }) => name === missing)
    ? `"${missing}" is an incident; its metrics: ${[...drillMetrics.keys()].join(', ')}`
    : `candidates of this run: ${ids.join(', ')}; add it to --strategies`
  throw new LbbenchError('USAGE', `gate "${gate.text}" is about "${missing}", which does not run`, hint)
}
