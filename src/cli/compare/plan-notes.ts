import type { Candidate } from '../../bench/candidate.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'
import { missingOf } from './engines.js'
import { gateNote } from './gate-note.js'
import type { Request } from './request.js'
import { servedBy } from './served-by.js'
import { untilNotes } from './until/notes.js'

/** What there is to say of the plan beside the plan, by its head, in this order; undefined: nothing. */
export function planNotes(request: Request): Readonly<Record<string, string | readonly string[] | undefined>> {
  return {
    'not run': request.refused.map(({ candidate, reason }) => `${candidate}: ${reason}`),
    missing: missingOf(request.candidates),
    worlds: worldsOf(request.candidates),
    rounds: request.roundsNote,
    until: request.until && untilNotes(request.until),
    gates: gateNote(request),
    against: request.againstNotes,
    baseline: request.baselineNote,
    calibrated: request.calibrationNote,
    'no twin': request.noShadows,
    'served by': request.kind && servedBy(request.kind, request.scenario),
  }
}

/** Who runs live beside candidates in virtual time: `--engine` says nothing of those that name their own. */
function worldsOf(candidates: readonly Candidate[]): string | undefined {
  const live = candidates.filter(({ engine }) => engine !== virtualEngine.name).map(({ id }) => id)
  if (live.length === 0 || live.length === candidates.length) return undefined
  return `${live.join(', ')} ${live.length === 1 ? 'runs' : 'run'} live, by the clock; all others in virtual time`
}
