import { formatDuration } from '../../units.js'
import type { Fault } from './fault-of.js'

/** A backend's turn in a deploy; times from the start of measuring. */
export interface DeployStep {
  readonly backend: number
  /** Nothing new is sent there from now on. */
  readonly drainMs: number
  readonly stopMs: number
  readonly startMs: number
  /** It is sent requests again. */
  readonly joinMs: number
}

/** Each backend in its turn, the turns evenly spread from the beginning to the end. */
export function deploySteps({ fromMs, toMs, keys }: Fault, backends: readonly number[]): DeployStep[] {
  const { drain, down, wait } = keys.deploy!
  return backends.map((backend, turn) => {
    const drainMs = fromMs + (turn * (toMs - fromMs)) / backends.length
    const stopMs = drainMs + drain
    const startMs = stopMs + down
    return { backend, drainMs, stopMs, startMs, joinMs: startMs + wait }
  })
}

/** A sentence where the turns of so many backends would overlap. */
export function deployProblem({ fromMs, toMs, keys }: Fault, backends: number): string | undefined {
  const { drain, down, wait } = keys.deploy!
  const turnMs = drain + down + wait
  // A share of the run need not be a whole number of microseconds.
  if (turnMs * backends <= toMs - fromMs + 1e-6) return undefined
  const turns = `${backends} turns of ${formatDuration(turnMs)}`
  return `${turns} do not fit into ${formatDuration(toMs - fromMs)}; give it more time, or each backend less`
}
