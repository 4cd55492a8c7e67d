import { LbbenchError } from '../errors.js'
import type { Results } from '../results/results.js'
import type { Baseline, DecisionLog } from './baseline.js'
import { differencesOf, machineKey } from './machine-key.js'
import { firstOfSeveral } from './of-results.js'

/** A finished run, to be kept. */
export interface KeptRun {
  /** As the user named it. */
  readonly path: string
  readonly results: Results
  readonly decisions: readonly DecisionLog[]
}

export interface Making {
  /** The newest last. */
  readonly runs: readonly KeptRun[]
  /** What they are added to; its control and calibration stay. */
  readonly earlier: Baseline | undefined
  /** Id, or "none"; undefined where nobody said. */
  readonly control: string | undefined
  /** ISO 8601. */
  readonly savedAt: string
}

/**
 * A baseline of runs.
 * @throws LbbenchError USAGE naming the run that does not fit: unfinished, not measured properly, of another scenario or machine than
 * the others, with other candidates, or without the control
 */
export function makeBaseline({ runs, earlier, control: said, savedAt }: Making): Baseline {
  for (const run of runs) checkMeasured(run)
  const kept = earlier?.runs.map((results, i) => ({ path: `run ${i + 1} of the baseline`, results })) ?? []
  const all = [...kept, ...runs]
  for (const run of runs) checkAlike(all[0]!, run)
  checkDistinct(all)
  const newest = all.at(-1)!.results
  const control = said === 'none' ? null : (said ?? earlier?.control ?? firstOfSeveral(newest))
  if (control !== null) checkControl(control, newest)
  const decisions = runs.reduce((before, { decisions }) => replaced(before, decisions), earlier?.decisions ?? [])
  return {
    schema: 'lbbench/baseline@1',
    savedAt,
    control,
    machine: machineKey(newest.environment),
    runs: all.map(({ results }) => results),
    calibration: earlier?.calibration ?? null,
    decisions,
  }
}

function checkMeasured({ path, results }: KeptRun): void {
  const { complete, rounds, stopped, warnings, candidates } = results
  if (!complete)
    throw unfit(`${path} ended early: ${rounds.done} of ${rounds.planned} rounds are complete`, 'run it to its end')
  const [lost] = stopped
  if (lost !== undefined)
    throw unfit(`in ${path}, ${lost.candidate} was stopped: ${lost.reason}`, 'leave it out of --strategies')
  const invalid = warnings.filter(({ level }) => level === 'invalid')
  if (invalid.length === 0) return
  const ids = candidates.map(({ id }) => id)
  const who = ids.filter(id => invalid.some(({ candidate }) => candidate === null || candidate === id))
  throw unfit(
    `in ${path}, ${who.join(', ')} ${who.length === 1 ? 'was' : 'were'} not measured properly: ${invalid[0]!.message}`,
    'what is held against such numbers would be no better: measure again, with nothing else on the machine',
  )
}

function checkAlike(first: Pick<KeptRun, 'path' | 'results'>, { path, results }: KeptRun): void {
  const [before, after] = [first.results, results]
  if (before.scenario.hash !== after.scenario.hash)
    throw unfit(
      `${path} is of another scenario or another version of it (${nameOf(after)}) than ${first.path} (${nameOf(before)})`,
      'a baseline is of one scenario: save one for each',
    )
  const changes = differencesOf(machineKey(before.environment), machineKey(after.environment))
  if (changes.length > 0)
    throw unfit(
      `${path} is of another machine or version than ${first.path}: ${changes.join(', ')}`,
      'a baseline is of one machine: save one for each',
    )
  const [then, now] = [before, after].map(({ candidates }) =>
    candidates.map(({ id, world }) => `${id} ${world}`).sort(),
  )
  if (then!.join() !== now!.join())
    throw unfit(
      `${path} has other candidates (${idsOf(after)}) than ${first.path} (${idsOf(before)})`,
      'runs of one baseline have the same candidates',
    )
}

/** A run kept twice would show runs that do not differ at all. */
function checkDistinct(all: readonly Pick<KeptRun, 'path' | 'results'>[]): void {
  const moments = all.map(({ results }) => results.environment.startedAt)
  const twice = all.find((_, i) => moments.indexOf(moments[i]!) < i)
  if (twice === undefined) return
  const what = `${twice.path}, of ${twice.results.environment.startedAt}, is in it already`
  throw unfit(what, 'runs are kept to see how much they differ: add another one')
}

function checkControl(control: string, results: Results): void {
  const found = results.candidates.find(({ id }) => id === control)
  if (found === undefined) throw unfit(`no candidate is called ${control}`, `candidates: ${idsOf(results)}`)
  if (found.world === 'virtual')
    throw unfit(
      `the control ${control} runs in virtual time, which tells nothing of a machine`,
      'name a live candidate',
    )
}

/** Of a candidate and seed the newest counts. */
function replaced(before: readonly DecisionLog[], after: readonly DecisionLog[]): DecisionLog[] {
  const key = ({ candidate, seed }: DecisionLog): string => `${seed} ${candidate}`
  const newer = new Set(after.map(key))
  return [...before.filter(log => !newer.has(key(log))), ...after]
}

const nameOf = ({ scenario }: Results): string => `${scenario.name}, ${scenario.hash.slice(0, 12)}`
const idsOf = ({ candidates }: Results): string => candidates.map(({ id }) => id).join(', ')
const unfit = (what: string, hint: string): LbbenchError =>
  new LbbenchError('USAGE', `no baseline of this: ${what}`, hint)
