import type { TrialPhase, TrialPlan } from '../../bench/engine.js'
import type { PlannedTrial } from '../../bench/plan.js'
import type { Trial, TrialHealth } from '../../bench/trial.js'
import type { Results } from '../../results/results.js'
import { formatShare } from '../../units.js'
import type { RunWatcher } from './run-watcher.js'

/** What `--verbose` adds: what is started and where, why a trial is repeated, how long its phases took, who was busy, what was set aside. */
export function detailLines(nowMs: () => number, say: (line: string) => void): RunWatcher {
  let phases: { readonly phase: TrialPhase; readonly beginsAtMs: number }[] = []
  const aside = new Set<string>()
  return {
    starting({ candidate, round }: PlannedTrial, _index, again) {
      phases = []
      say(`  round ${round + 1} ${candidate.id} begins${again === undefined ? '' : `, again: ${again}`}`)
    },
    note: (_trial: TrialPlan, text) => say(`    ${text}`),
    phase: (_trial, phase, beginsAtMs) => phases.push({ phase, beginsAtMs }),
    trialDone(trial: Trial, results) {
      if (trial.health === undefined) return
      say(`    ${phaseTimes(phases, nowMs())}`)
      say(`    ${busyText(trial.health)}`)
      for (const text of newlyAside(results, aside)) say(`    ${text}`)
    },
    looked: () => undefined,
    finished: () => undefined,
  }
}

const names: Readonly<Record<TrialPhase, string>> = {
  boot: 'start',
  prime: 'connect',
  'warm-up': 'warm-up',
  measure: 'measured',
  drain: 'last answers',
  stop: 'stop',
}

/** Each phase lasts until the next one begins, the last one until now. */
function phaseTimes(
  phases: readonly { readonly phase: TrialPhase; readonly beginsAtMs: number }[],
  endMs: number,
): string {
  return phases
    .map(({ phase, beginsAtMs }, i) => {
      const lastedMs = (phases[i + 1]?.beginsAtMs ?? endMs) - beginsAtMs
      return `${names[phase]} ${(lastedMs / 1000).toFixed(2)} s`
    })
    .join(', ')
}

function busyText({
  generatorUtilisation,
  balancerUtilisation,
  backendUtilisation,
  foreignCores,
}: TrialHealth): string {
  const busy = Object.entries({
    'load generator': generatorUtilisation,
    balancer: balancerUtilisation,
    'busiest backend': backendUtilisation,
  }).flatMap(([who, share]) => (share === undefined ? [] : [`${who} ${formatShare(share)}`]))
  const foreign = foreignCores === undefined ? [] : [`other programs ${foreignCores.toFixed(2)} cores`]
  return `busy: ${[...busy, ...foreign].join(', ')}`
}

/** Rounds that were not set aside before; `known` knows them afterwards. */
function newlyAside({ candidates }: Results, known: Set<string>): string[] {
  return candidates.flatMap(({ id, setAside }) =>
    setAside.flatMap(round => {
      const text = `set aside: round ${round + 1} of ${id}, which other programs spoiled`
      if (known.has(text)) return []
      known.add(text)
      return [text]
    }),
  )
}
