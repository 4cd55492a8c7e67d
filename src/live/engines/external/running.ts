import type { PoolChange } from '../../../model/balancer-spec.js'
import type { Begin } from '../measure.js'
import type { Glimpse } from './sighting.js'
import type { Setup } from './trial-setup.js'

/** How a product is told, while it runs, that its pool is another. */
export interface Hands {
  /**
   * What stands in a file of its own (`Setup.poolFile`), ours, which it reads again when it is told so: whoever writes with
   * rights into the folder of a program without them writes anywhere.
   */
  poolText?(setup: Setup): string
  /** Resolves once it was told. Rejects with `LbbenchError` where it does not want to. @param running its setup is the new one */
  change(running: Running, change: PoolChange): Promise<void>
  /** What its log says of a change that it did not want after all, in a group. */
  readonly refusal?: RegExp
}

/** How is seen what a product does while it runs, where `Setup.isWatched`. */
export interface Eyes {
  /** From before the warm-up on. */
  watch(running: Running, when: Begin): Lookout
}

export interface Lookout {
  /** All that was seen; ends the watch. @param changedMs when the pool was changed, ms from the start of measuring */
  seen(changedMs: readonly number[]): Promise<readonly Glimpse[]>
  /** Nobody looks any more, however the trial ends. */
  end?(): void
}

/** A product that has been started for a trial. */
export interface Running {
  readonly setup: Setup
  readonly folder: string
  /** All it says on stdout and stderr. */
  readonly log: string
  signal(name: NodeJS.Signals): Promise<void>
}
