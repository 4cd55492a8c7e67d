import type { StoppedCandidate } from '../bench/stops.js'
import { LbbenchError } from '../errors.js'
import { engines } from '../live/engines/index.js'
import { quietMoment } from '../live/quiet-moment.js'
import { rejection } from '../results/rejection.js'
import type { Io } from './io.js'

/** How long a repetition waits for other programs to leave the machine alone, ms. */
const patienceMs = 2000

/** What `runTrials` is told wherever live trials are run: by what, what spoils one, and when it is repeated. */
export function liveRun({ signal }: Io) {
  const beforeRepeat = (until: AbortSignal): Promise<void> => quietMoment(patienceMs, until)
  return { engines, rejection, beforeRepeat, signal }
}

/** Live trials of one strategy alone: nothing is left to run once it is stopped. @throws LbbenchError STRATEGY_FAILED */
export function liveRunOfOne(io: Io) {
  return {
    ...liveRun(io),
    shadows: { twins: false, ideal: false },
    stopped({ reason }: StoppedCandidate): never {
      throw new LbbenchError('STRATEGY_FAILED', reason, '"lbbench test" finds the smallest case that shows it')
    },
  }
}
