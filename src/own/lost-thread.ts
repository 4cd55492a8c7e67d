import type { StrategySource } from '../strategies/source.js'
import { type Beat, whenOf } from './beat.js'
import { strategyFault, thrownIn } from './fault.js'

/**
 * Why a thread ended in the middle of its work.
 * @param source of the user's strategy that ran there, which then did it
 * @param error what the thread died of, or undefined where it just ended
 * @returns `error` itself where no strategy of the user's ran there
 */
export function lostThread(
  source: StrategySource | undefined,
  beat: Beat,
  error: Error | undefined,
  memoryMb: number,
): Error | undefined {
  if (source === undefined) return error
  const what =
    error === undefined
      ? 'ended its own thread (process.exit?)'
      : (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `uses more than ${memoryMb} MB of memory`
        : thrownIn('outside of any call', error, source)
  return strategyFault(source.label, what, whenOf(beat))
}
