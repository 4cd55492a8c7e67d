import { LbbenchError } from '../errors.js'
import type { StrategySource } from '../strategies/source.js'
import type { Strategy } from '../strategies/strategy.js'
import { type Beat, calls, enter, leave } from './beat.js'
import { beating } from './beating.js'
import { guarded } from './guarded.js'
import { loadStrategy } from './load-strategy.js'

/**
 * The user's strategy, loaded anew and guarded, fit for one trial.
 * @param guard `unguarded`: what it throws and returns is left to the caller, who still can see in `beat` that it blocks
 * @throws LbbenchError STRATEGY_FILE, also where the file is not what it was when the run began
 */
export async function strategyOf(
  source: StrategySource,
  beat: Beat,
  guard: 'guarded' | 'unguarded' = 'guarded',
): Promise<Strategy> {
  enter(beat, calls.indexOf('load'))
  const loaded = await loadStrategy(source.path, source.label)
  leave(beat)
  if (loaded.source.sha256 !== source.sha256)
    throw new LbbenchError('STRATEGY_FILE', `${source.label} was changed while the run went on`, 'run it again')
  return guard === 'guarded' ? guarded(loaded.strategy, source, beat) : beating(loaded.strategy, beat)
}
