import type { Baseline } from '../../../baseline/baseline.js'
import { differencesOf, type MachineKey } from '../../../baseline/machine-key.js'
import type { Candidate } from '../../../bench/candidate.js'
import { roundSeed } from '../../../bench/plan.js'
import { LbbenchError } from '../../../errors.js'
import { type Gate, needsBaseline } from '../../../gate/gate.js'
import { heldBy } from '../../../gate/judge.js'
import type { Results } from '../../../results/results.js'
import { scenarioHash } from '../../../results/scenario-summary.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { virtualEngine } from '../../../virtual/virtual-engine.js'

/** What will run, to be held against a baseline. */
export interface ToRun {
  readonly candidates: readonly Candidate[]
  readonly scenario: Scenario
  readonly gates: readonly Gate[]
  /** This machine. */
  readonly machine: MachineKey
}

/**
 * Refuses a baseline that this run could not be held against, before anything is measured. Returns what there is to say of it.
 * @throws LbbenchError USAGE
 */
export function checkBaseline(baseline: Baseline | undefined, run: ToRun): string | undefined {
  if (baseline === undefined) return undefined
  checkSameScenario(baseline, { name: run.scenario.name, hash: scenarioHash(run.scenario) })
  const pairs = run.gates.filter(needsBaseline).flatMap(gate => pairsOf(gate, baseline))
  for (const pair of pairs) checkPair(pair, baseline, run)
  const live = pairs.some(({ id }) => run.candidates.some(one => one.id === id && one.engine !== virtualEngine.name))
  const changes = differencesOf(baseline.machine, run.machine)
  const { control } = baseline
  const controlled = control !== null && run.candidates.some(({ id }) => id === control)
  if (live && changes.length > 0 && !controlled) throw elsewhere(changes, control)
  return noteOf(baseline, { live, changes, controlled, lbbench: run.machine.lbbench })
}

/**
 * Refuses a baseline of another scenario, or one that ended early: nothing of it could be held against a run of `now`.
 * @throws LbbenchError USAGE
 */
export function checkSameScenario({ runs }: Baseline, now: Pick<Results['scenario'], 'name' | 'hash'>): void {
  const early = runs.find(({ complete }) => !complete)
  if (early !== undefined)
    throw refused(`a run in it ended early: ${early.rounds.done} of ${early.rounds.planned} rounds are complete`)
  const then = runs.at(-1)!.scenario
  if (then.hash === now.hash) return
  const [before, after] = [then, now].map(({ name, hash }) => `${name}, ${hash.slice(0, 12)}`)
  throw refused(
    `it is of another scenario or another version of it (${before}) than this run (${after})`,
    'run the scenario of the baseline, with the same flags, or save another baseline',
  )
}

/** Who is held against whom of the baseline. */
interface Pair {
  readonly id: string
  /** In the baseline. */
  readonly earlier: string
}

function pairsOf({ left, right }: Gate, baseline: Baseline): Pair[] {
  const lefts = left.who.kind === 'one' ? [left.who.candidate] : heldBy(baseline)
  const who = right.kind === 'reference' ? right.of.who : left.who
  return lefts.map(id => ({ id, earlier: who.kind === 'one' ? who.candidate : id }))
}

function checkPair({ id, earlier }: Pair, { runs }: Baseline, { candidates, scenario }: ToRun): void {
  const here = candidates.find(one => one.id === id)
  const before = runs.at(-1)!.candidates.find(one => one.id === earlier)
  if (before === undefined) throw refused(`it has no candidate ${earlier}`, `it has ${idsOf(runs.at(-1)!)}`)
  if (here === undefined)
    throw refused(
      `it has ${id}, which does not run here`,
      `add it to --strategies, or say what to judge, e.g. --gate '${candidates[0]!.id}.p99 <= 1.1 * baseline'`,
    )
  const world = here.engine === virtualEngine.name ? 'virtual' : 'live'
  const words = { live: 'live', virtual: 'in virtual time' }
  if (before.world !== world)
    throw refused(`${earlier} ran ${words[before.world]} in it, and ${id} is to run ${words[world]}`)
  const { seed, rounds } = scenario.run
  const seeds = new Set(Array.from({ length: rounds }, (_, round) => roundSeed(seed, round)))
  if (world === 'virtual' && !before.rounds.some(round => seeds.has(round.seed)))
    throw refused(
      `it has no round of ${earlier} on the requests of this run: its seed is ${runs.at(-1)!.scenario.seed}, not ${seed}`,
      `give --seed ${runs.at(-1)!.scenario.seed}`,
    )
}

const idsOf = ({ candidates }: Results): string => candidates.map(({ id }) => id).join(', ')

function elsewhere(changes: readonly string[], control: string | null): LbbenchError {
  const hint =
    control === null
      ? 'save it with a --control that both runs have, or compare head to head with --against'
      : `add its control ${control} to --strategies, or compare head to head with --against`
  const message = `it is of another machine or version (${changes.join(', ')}), where only relations to a control of the same run hold`
  return refused(message, hint)
}

interface Standing {
  readonly live: boolean
  readonly changes: readonly string[]
  readonly controlled: boolean
  /** Version of this one. */
  readonly lbbench: string
}

function noteOf({ runs, control, machine }: Baseline, { live, changes, controlled, lbbench }: Standing): string {
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`
  const kept = `${count}, the last of ${runs.at(-1)!.environment.startedAt.slice(0, 10)}`
  const version = machine.lbbench === lbbench ? '' : `, but it is of lbbench ${machine.lbbench}, and this is ${lbbench}`
  if (!live) return `${kept}; virtual time is exact on any machine${version}`
  const held = controlled ? `held in relation to ${control}, which runs in both` : 'held by value, without a control'
  return changes.length === 0
    ? `${kept}; same machine, ${held}`
    : `${kept}; another machine or version (${changes.join(', ')}): only relations to ${control} hold`
}

const refused = (what: string, hint?: string): LbbenchError =>
  new LbbenchError('USAGE', `the baseline cannot be used: ${what}`, hint)
