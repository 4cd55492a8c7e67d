import type { LbbenchError } from '../../../errors.js'
import { strategyFault } from '../../../own/fault.js'
import type { LastWords } from '../../programs/parent.js'

export interface LostBalancer {
  /** The strategy's name or label. */
  readonly who: string
  /** Whether it is the user's. */
  readonly isOwn: boolean
  readonly mostMemoryMb: number
}

/**
 * The strategy's part in the end of the balancer's process: it used up the memory, or, where it is somebody else's code,
 * whatever it was: ours does not end by itself. Undefined where the balancer is to blame.
 */
export function balancerLost(words: LastWords, { who, isOwn, mostMemoryMb }: LostBalancer): LbbenchError | undefined {
  if (words.stderr.includes('heap out of memory'))
    return strategyFault(who, `uses more than ${mostMemoryMb} MB of memory`)
  return isOwn ? strategyFault(who, `ended the balancer it runs in: ${words.summary}`) : undefined
}
