import type { Candidate } from '../../bench/candidate.js'
import type { Engine } from '../../bench/engine.js'
import { engineNames } from '../../bench/engine-names.js'
import { engines as liveEngines } from '../../live/engines/index.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'

/** What there is to know of every engine before anything runs, in the order of `engineNames`. */
export const engineInfos: readonly Omit<Engine, 'run'>[] = engineNames.map(
  name => [...liveEngines, virtualEngine].find(engine => engine.name === name)!,
)

/** A line a candidate whose engine is not installed: known before anything runs. */
export function missingOf(candidates: readonly Candidate[]): string[] {
  return candidates.flatMap(({ id, engine }) => {
    const missing = engineInfos.find(({ name }) => name === engine)?.missing?.()
    return missing === undefined ? [] : [`${id}: ${missing}`]
  })
}
