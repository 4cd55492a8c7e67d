import { type OwnStrategies, strategyFilesIn } from '../../bench/candidate.js'
import { inspectStrategy } from '../../own/inspect-strategy.js'
import type { Io } from '../io.js'

/**
 * The user's strategies in a list of candidates, looked at in threads of their own.
 * @throws LbbenchError STRATEGY_FILE, for the first in the list that is wrong
 */
export async function ownStrategiesIn(list: string, io: Io): Promise<OwnStrategies> {
  const looks = strategyFilesIn(list).map(label => inspectStrategy(label, io.cwd, io.signal))
  const settled = await Promise.allSettled(looks)
  const loaded = settled.map(look => {
    if (look.status === 'rejected') throw look.reason
    return look.value
  })
  return new Map(loaded.map(one => [one.source.label, one]))
}
